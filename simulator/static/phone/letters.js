// Letters from twelve keys: pressing the same key again within a moment turns to its next letter.
export const MODES = ["123", "abc", "ກຂ"];
const PAUSE_MS = 900;

const LATIN = {
  1: ".,?!'-1", 2: "abc2", 3: "def3", 4: "ghi4", 5: "jkl5", 6: "mno6", 7: "pqrs7", 8: "tuv8", 9: "wxyz9", 0: " 0", "*": "*", "#": "#",
};
const LAO = {
  1: ".,?1", 2: "ກຂຄງຈ2", 3: "ສຊຍດຕ3", 4: "ຖທນບປ4", 5: "ຜຝພຟມ5", 6: "ຢຣລວຫ6", 7: "ອຮະາິີຶືຸູຳ7", 8: "ເແໂໃໄົັຽໍຼ8", 9: "່້໊໋໌ໆ9", 0: " 0", "*": "*", "#": "#",
};

export class Letters {
  mode = 0;
  #key = null;
  #turn = 0;
  #pressed = 0;

  get label() { return MODES[this.mode]; }

  nextMode() {
    this.mode = (this.mode + 1) % MODES.length;
    this.#key = null;
  }

  reset() {
    this.mode = 0;
    this.#key = null;
  }

  // The text with the key's letter added, or its last letter turned to the next one.
  type(text, key, now = performance.now()) {
    if (this.mode === 0) return text + key;
    const letters = [...(this.mode === 1 ? LATIN : LAO)[key]];
    const again = key === this.#key && now - this.#pressed < PAUSE_MS && letters.length > 1;
    this.#turn = again ? (this.#turn + 1) % letters.length : 0;
    this.#key = key;
    this.#pressed = now;
    return (again ? [...text].slice(0, -1).join("") : text) + letters[this.#turn];
  }
}
