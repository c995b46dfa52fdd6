"""Warnings as lines of text, rule by rule, each with its reason once."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from questions.lint.finding import Finding


def lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the warnings as they are printed; nothing when there is none."""
    kept = sum(bool(finding.kept) for finding in findings)
    findings = [finding for finding in findings if not finding.kept]
    if kept:
        yield f"Warnings that are kept on purpose: {kept}"
    if not findings:
        return
    yield f"Warnings: {len(findings)}. A bank is sound with them, but each is worth a look:"
    for key, group in groupby(sorted(findings, key=lambda finding: finding.rule), key=lambda finding: finding.rule):
        same = list(group)
        yield f"{key}: {same[0].title}. {same[0].reason}"
        yield from (f"  {work}" for work in same[0].literature)
        yield from (f"  - {finding.place}: {finding.text}" for finding in same)
