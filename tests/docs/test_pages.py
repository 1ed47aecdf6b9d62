"""The pages for people: each link leads somewhere, and what is counted is told."""

import re
from pathlib import Path

from prometheus_client import Counter, Histogram

from channels import records
from tests.house.tree import ROOT, sources

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_every_link_leads_somewhere() -> None:
    pages = [source for source in sources() if source.name.endswith(".md")]
    links = [(source.name, target) for source in pages for target in LINK.findall(source.text)]
    assert len(links) > 20
    assert [f"{name}: {target}" for name, target in links if not (ROOT / Path(name).parent / target).exists()] == []


def test_every_metric_is_explained_and_no_other(root: Path) -> None:
    page = (root / "docs" / "running.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE))
    families = [family for each in vars(records).values() if isinstance(each, Counter | Histogram) for family in each.describe()]
    assert told == {f"{family.name}_total" if family.type == "counter" else family.name for family in families}
