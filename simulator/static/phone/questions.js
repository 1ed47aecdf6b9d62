// The wallet's questions to one phone: which are waiting, which one is on the display, which were put off.
export class Questions {
  waiting = [];
  asked = null;
  wrong = null; // of a PIN that was refused: { left }
  #ignored = new Set();
  #settled = new Set();

  forget() {
    this.waiting = [];
    this.asked = null;
    this.wrong = null;
  }

  // Takes the list of now; what of it should be asked, if anything.
  turn(prompts) {
    // A list may have been on its way while the answer was given.
    this.waiting = prompts.filter((prompt) => !this.#settled.has(prompt.id));
    if (this.asked && !this.waiting.some((prompt) => prompt.id === this.asked.id)) this.asked = null;
    return this.waiting.find((prompt) => !this.#ignored.has(prompt.id)) ?? null;
  }

  // left: tries at the PIN that the wallet still allows; it need not say.
  ask(question, wrong = false, left = null) {
    this.asked = question;
    this.wrong = wrong ? { left } : null;
    this.#ignored.delete(question.id);
  }

  ignore() {
    if (this.asked) this.#ignored.add(this.asked.id);
    this.asked = null;
  }

  settle(id) {
    this.#settled.add(id);
    this.turn(this.waiting);
    this.asked = null;
  }
}
