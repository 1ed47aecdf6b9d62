"""A country profile: one file of dated rules, checked when it is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from sandbox.rules.rule import AnyRule, ClassIn, Dated, MemberClass, Rule

RuleType = TypeVar("RuleType", bound=Rule)
PROCEDURES = frozenset({"hospital_change", "scheme_change", "insured_wage", "contribution"})


class RulesError(ValueError):
    """A rules file that cannot be used: names the file and the entry."""


class Scheme(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who pays what share of the wage, in percent, by which day of the month after, and at what age one may join."""

    code: str
    member_class: MemberClass
    section: str | None = None
    employer_percent: float | None = None
    member_percent: float | None = None
    due_day: int | None = None
    entry_age_from: int | None = None
    entry_age_to: int | None = None


class Profile(Struct, frozen=True):
    id: str
    currency: str
    decimals: int
    benefits: tuple[str, ...]
    schemes: tuple[Scheme, ...]
    rules: tuple[AnyRule, ...]

    def rules_of(self, kind: type[RuleType], about: str, day: date) -> list[RuleType]:
        """Rules of one type in force on the day, whomever they are for."""
        return [rule for rule in self.rules if isinstance(rule, kind) and about in rule.about and rule.in_force(day)]

    def scheme(self, code: str, day: date) -> Scheme | None:
        return next((scheme for scheme in self.schemes if scheme.code == code and scheme.in_force(day)), None)


def load_profile(path: Path) -> Profile:
    """Raises RulesError naming the file, and the entry when one is at fault."""
    raw = _read(path)
    schemes = tuple(_entry(path, "scheme", "code", item, Scheme) for item in raw.pop("schemes"))
    rules: tuple[AnyRule, ...] = tuple(_entry(path, "rule", "id", item, AnyRule) for item in raw.pop("rules"))
    head: Profile = _convert(path.name, {**raw, "schemes": (), "rules": ()}, Profile)
    profile = msgspec.structs.replace(head, schemes=schemes, rules=rules)
    for rule in profile.rules:
        if problem := _problem(rule, profile):
            raise RulesError(f"{path.name}: rule {rule.id}: {problem}")
    open_to_somebody = {benefit for rule in profile.rules if isinstance(rule, ClassIn) for benefit in rule.about}
    if missing := set(profile.benefits) - open_to_somebody:
        raise RulesError(f"{path.name}: no class_in rule about {', '.join(sorted(missing))}")
    return profile


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = msgspec.yaml.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as problem:
        raise RulesError(f"{path.name}: {problem}") from problem
    if not isinstance(raw, dict) or not isinstance(raw.get("schemes"), list) or not isinstance(raw.get("rules"), list):
        raise RulesError(f"{path.name}: needs a list of schemes and a list of rules")
    return raw


def _entry(path: Path, what: str, key: str, item: Any, kind: Any) -> Any:
    name = item.get(key, f"without {key}") if isinstance(item, dict) else repr(item)
    return _convert(f"{path.name}: {what} {name}", item, kind)


def _convert(where: str, item: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(item, kind, builtin_types=(date,))
    except ValueError as problem:
        raise RulesError(f"{where}: {problem}") from problem


def _problem(rule: Rule, profile: Profile) -> str | None:
    if sum(other.id == rule.id for other in profile.rules) > 1:
        return "the id is used twice"
    if unknown := set(rule.schemes) - {scheme.code for scheme in profile.schemes}:
        return f"unknown scheme {', '.join(sorted(unknown))}"
    if unknown := set(rule.about) - set(profile.benefits) - PROCEDURES:
        return f"about something unknown: {', '.join(sorted(unknown))}"
    return None
