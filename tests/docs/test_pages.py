"""The pages for people: each link leads somewhere, what is counted is told, what callers read is what they read."""

import re
from pathlib import Path

from prometheus_client import Counter, Gauge, Histogram
from redis import Redis

from backend_client import BackendClient
from channels import hooks, records
from channels.payment_figures import PaymentFigures
from channels.smpp import figures
from channels.sms import inbox, receiving
from channels.voice import africastalking as voice
from deploy.strings import extract
from jobs.outbox_figures import OutboxFigures
from tests.house.tree import ROOT, sources
from tests.jobs.outboxes import outbox

PLACEHOLDER = re.compile(r"%\\\(\w+\\\)s")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_every_link_leads_somewhere() -> None:
    pages = [source for source in sources() if source.name.endswith(".md")]
    links = [(source.name, target) for source in pages for target in LINK.findall(source.text)]
    assert len(links) > 20
    assert [f"{name}: {target}" for name, target in links if not (ROOT / Path(name).parent / target).exists()] == []


def test_every_metric_is_explained_and_no_other(root: Path, sandbox_url: str, redis_server: str, redis_client: Redis) -> None:
    page = (root / "docs" / "running.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE))
    kept = [value for module in (records, hooks, receiving, inbox, voice, figures) for value in vars(module).values()]
    families = [family for each in kept if isinstance(each, Counter | Gauge | Histogram) for family in each.describe()]
    families += PaymentFigures(BackendClient(f"{sandbox_url}/v1", "ussd", "sandbox"), dict).collect()
    families += OutboxFigures(outbox(redis_client, redis_server)).collect()
    assert told == {f"{family.name}_total" if family.type == "counter" else family.name for family in families}


def test_the_sentences_that_callers_read_in_trouble_are_those_of_the_code(root: Path) -> None:
    table = (root / "docs" / "running.md").read_text(encoding="utf-8").partition("## When something is down\n")[2]
    quoted = {quote.removeprefix("1 ") for quote in re.findall(r"`([A-Z1][^`]* [^`]*)`", table)}
    said = [PLACEHOLDER.sub(".+", re.escape(message.id)) for message in extract() if isinstance(message.id, str) and message.id]
    assert len(quoted) == 4
    assert [quote for quote in quoted if not any(re.fullmatch(pattern, quote) for pattern in said)] == []
