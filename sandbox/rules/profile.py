"""A country profile: one file of dated rules, checked when it is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, structs

from sandbox.data.reading import HERE, DataError, entry, read_yaml
from sandbox.rules.rule import AnyRule, ClassIn, Dated, MemberClass, Rule

# msgspec reads a union of classes where mypy's type[] holds one.
RULE: Any = AnyRule
RuleType = TypeVar("RuleType", bound=Rule)
PROCEDURES = frozenset({"hospital_change", "scheme_change", "insured_wage", "contribution"})


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


def load_profiles(folder: Path = HERE) -> dict[str, Profile]:
    """Every country by its id; raises DataError."""
    profiles = [load_profile(path) for path in sorted(folder.glob("rules-*.yaml"))]
    return {profile.id: profile for profile in profiles}


def load_profile(path: Path) -> Profile:
    """Raises DataError naming the file, and the entry when one is at fault."""
    raw = read_yaml(path)
    head = entry(path.name, {**raw, "schemes": [], "rules": []}, Profile)
    schemes = [entry(f"{path.name}: scheme {_name(item, 'code')}", item, Scheme) for item in _listed(path, raw, "schemes")]
    rules: list[AnyRule] = [entry(f"{path.name}: rule {_name(item, 'id')}", item, RULE) for item in _listed(path, raw, "rules")]
    profile = structs.replace(head, schemes=tuple(schemes), rules=tuple(rules))
    _check(path, profile)
    return profile


def _listed(path: Path, raw: dict[str, Any], part: str) -> list[Any]:
    items = raw.get(part)
    if not isinstance(items, list):
        raise DataError(f"{path.name}: {part} is not a list")
    return items


def _name(item: object, key: str) -> str:
    return str(item.get(key, f"without {key}")) if isinstance(item, dict) else repr(item)


def _check(path: Path, profile: Profile) -> None:
    for rule in profile.rules:
        if problem := _problem(rule, profile):
            raise DataError(f"{path.name}: rule {rule.id}: {problem}")
    open_to_somebody = {benefit for rule in profile.rules if isinstance(rule, ClassIn) for benefit in rule.about}
    if missing := set(profile.benefits) - open_to_somebody:
        raise DataError(f"{path.name}: no class_in rule about {', '.join(sorted(missing))}")


def _problem(rule: Rule, profile: Profile) -> str | None:
    if sum(other.id == rule.id for other in profile.rules) > 1:
        return "the id is used twice"
    if unknown := set(rule.schemes) - {scheme.code for scheme in profile.schemes}:
        return f"unknown scheme {', '.join(sorted(unknown))}"
    if unknown := set(rule.about) - set(profile.benefits) - PROCEDURES:
        return f"about something unknown: {', '.join(sorted(unknown))}"
    return None
