"""Deciding about people's training: the decision, what follows from it, mail and ledger in one transaction."""

import secrets
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import insert

from questions.canonical import Json
from training import audit, clock, cycles, dates
from training.campaigns import queries as campaigns
from training.campaigns.materialise import write_due_dates
from training.campaigns.overrides import queries, rules
from training.campaigns.overrides.queries import Target
from training.campaigns.overrides.rules import Decision, InForce
from training.errors import FieldError, NotFound, Refused
from training.learning import service as learning
from training.mail import messages
from training.models import Assignment, Campaign, Certificate, Override, OverrideKind, new_id
from training.statements import execute, updating
from training.team.scope import EVERYBODY, Scope

_ABOUT = ("person_id", "reason")
EVENTS = {
    OverrideKind.EXTENSION: audit.declare("campaign.due-extended", "campaign", *_ABOUT, "until", "for_manager"),
    OverrideKind.EXEMPTION: audit.declare("campaign.person-exempted", "campaign", *_ABOUT),
    OverrideKind.RESET: audit.declare("campaign.attempts-reset", "campaign", *_ABOUT, "attempts"),
    OverrideKind.EXTRA_TIME: audit.declare("campaign.time-granted", "campaign", *_ABOUT, "extra_minutes"),
    OverrideKind.ATTENDED: audit.declare("campaign.attendance-recorded", "campaign", *_ABOUT, "held_on", "place"),
    OverrideKind.MANUAL_PASS: audit.declare("campaign.passed-by-hand", "campaign", *_ABOUT, "proof"),
    OverrideKind.TAKING_BACK: audit.declare(
        "campaign.override-taken-back", "campaign", *_ABOUT, "taken_back", "for_manager"
    ),
}
_SETTLED = (
    "extended_until",
    "extra_minutes",
    "reset_after",
    "status",
    "settled_by",
    "completed_at",
    "override_count",
)


@dataclass(frozen=True)
class Giver:
    """Who decides, about whom, and how far an extension may go behind the date of the campaign."""

    actor_id: uuid.UUID | None
    scope: Scope = EVERYBODY
    most_days: int | None = None


class Given(NamedTuple):
    """For how many people something was decided, and how many it could not be decided for."""

    decided: int
    left_out: int


def give(campaign_id: uuid.UUID, person_id: uuid.UUID, decision: Decision, giver: Giver) -> None:
    """Decide about one person; raise NotFound, FieldError or Refused. The same form sent again changes nothing."""
    _check(decision)
    # Whoever closes it at this moment waits, so that nothing is decided about a campaign that has just ended.
    campaign = campaigns.hold_campaign(campaign_id)
    targets = queries.list_targets(campaign, giver.scope, people=[person_id])
    if not targets:
        raise NotFound
    if targets[0].assignment_id in queries.list_done_by(decision):
        return
    if _changes_nothing(decision, targets[0]):
        return
    if why := _obstacle(decision, targets[0], campaign, giver):
        raise (
            FieldError("until", why) if decision.kind is OverrideKind.EXTENSION and _is_about_day(why) else Refused(why)
        )
    _write(campaign, targets, decision, giver)


def give_many(
    campaign_id: uuid.UUID,
    decision: Decision,
    giver: Giver,
    *,
    people: Collection[uuid.UUID] | None = None,
    late_only: bool = False,
) -> Given:
    """Decide the same about `people`, or about everybody in scope who has not finished; raise NotFound, Refused.

    Whoever it can't be decided about is left out and counted. A form that is sent again reaches those it did not reach.
    """
    _check(decision)
    campaign = campaigns.hold_campaign(campaign_id)
    if campaign.closed_at is not None and decision.kind is OverrideKind.EXTENSION:
        raise Refused(rules.WHY_CLOSED)
    late_before = clock.now() if late_only else None
    targets = queries.list_targets(campaign, giver.scope, people=people, late_before=late_before)
    done = queries.list_done_by(decision)
    targets = [target for target in targets if target.assignment_id not in done]
    possible = [target for target in targets if not _obstacle(decision, target, campaign, giver)]
    _write(campaign, possible, decision, giver)
    return Given(len(done) + len(possible), len(targets) - len(possible))


def take_back(  # noqa: PLR0913  # whose, which, why and by whom
    campaign_id: uuid.UUID,
    person_id: uuid.UUID,
    override_id: uuid.UUID,
    decision: Decision,
    giver: Giver,
    *,
    only_own: bool = False,
) -> None:
    """Take one decision back by another, with its own reason; raise NotFound, FieldError or Refused.

    With `only_own`, somebody else's decision is NotFound. What attempts have earned stays.
    """
    _check(decision)
    campaign = campaigns.hold_campaign(campaign_id)
    targets = queries.list_targets(campaign, giver.scope, people=[person_id])
    if not targets:
        raise NotFound
    target = targets[0]
    taken = queries.get_override(person_id, target.assignment_id, override_id)
    if only_own and (taken.given_by != giver.actor_id or taken.kind is not OverrideKind.EXTENSION):
        raise NotFound
    if target.assignment_id in queries.list_done_by(decision):
        return
    if queries.was_taken_back(person_id, taken.id):
        raise Refused(rules.WHY_TAKEN_BACK)
    if why := rules.obstacle_to_taking_back(taken.kind, target.facts, taken.attempts):
        raise Refused(why)
    _write(campaign, [target], decision, giver, taken)


def _check(decision: Decision) -> None:
    if len(decision.reason.strip()) < rules.LEAST_REASON:
        raise FieldError("reason", rules.WHY_LEAST_REASON)


def _is_about_day(why: Any) -> bool:
    return why in {rules.WHY_NOT_LATER, rules.WHY_TOO_FAR}


def _changes_nothing(decision: Decision, target: Target) -> bool:
    return decision.kind is OverrideKind.EXTRA_TIME and decision.minutes == target.facts.extra_minutes


def _obstacle(decision: Decision, target: Target, campaign: Campaign, giver: Giver) -> Any:
    return rules.obstacle(decision, target.facts, is_closed=campaign.closed_at is not None, most_days=giver.most_days)


def _write(
    campaign: Campaign,
    targets: Sequence[Target],
    decision: Decision,
    giver: Giver,
    taken: Override | None = None,
) -> None:
    if not targets:
        return
    stood_in_for = giver.scope.stood_in_for([target.person_id for target in targets])
    given = {"given_by": giver.actor_id, "given_at": clock.now()}
    rows = [
        _row(campaign, target, decision, taken) | given | {"given_for": stood_in_for.get(target.person_id)}
        for target in targets
    ]
    execute(insert(Override), rows)
    _follow(campaign, _settle(targets), taken.kind if taken else decision.kind)
    if decision.kind in rules.PASSING:
        execute(insert(Certificate), [*_certificates(campaign, targets, rows)])
    # A due date that moves is told by the mail about moved dates, once a day at most.
    if OverrideKind.EXTENSION not in {decision.kind, taken.kind if taken else None}:
        messages.decided(
            (row["id"], row["person_id"], target.locale) for row, target in zip(rows, targets, strict=True)
        )
    salts = queries.map_salts([row["person_id"] for row in rows])
    about = [(campaign.id, _details(row, taken, salts.get(row["person_id"]))) for row in rows]
    audit.record_many(EVENTS[decision.kind], about, giver.actor_id)


def _row(campaign: Campaign, target: Target, decision: Decision, taken: Override | None) -> dict[str, Any]:
    kind = decision.kind
    return {
        "person_id": target.person_id,
        "id": new_id(),
        "assignment_id": target.assignment_id,
        "kind": kind,
        "reason": decision.reason.strip(),
        "until": decision.until,
        "minutes": decision.minutes,
        "attempts": target.facts.attempts_finished if kind is OverrideKind.RESET else None,
        "held_on": decision.held_on,
        "place": decision.place,
        "evidence": decision.evidence,
        "release_id": campaign.release_id if kind in rules.PASSING else None,
        "takes_back_id": taken.id if taken else None,
        "request_id": decision.request_id,
    }


def _settle(targets: Iterable[Target]) -> list[dict[str, Any]]:
    """Write what follows from all that is in force now, and return it."""
    kept = queries.list_in_force([(target.person_id, target.assignment_id) for target in targets])
    changed = []
    for target in targets:
        found: list[InForce] = kept.get((target.person_id, target.assignment_id), [])
        values = rules.settled(target.facts, found) | {"override_count": target.override_count + 1}
        changed.append({"the_person_id": target.person_id, "the_id": target.assignment_id, **values})
    execute(updating(Assignment, *_SETTLED), changed)
    return changed


def _follow(campaign: Campaign, settled: Sequence[dict[str, Any]], kind: OverrideKind) -> None:
    if kind is OverrideKind.EXTENSION:
        write_due_dates(campaign, [row["the_person_id"] for row in settled])
    if kind is OverrideKind.EXTRA_TIME:
        for row in settled:
            learning.write_end(row["the_person_id"], row["the_id"], row["extra_minutes"])


def _certificates(
    campaign: Campaign, targets: Sequence[Target], rows: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    zone = dates.zone_name()
    for target, row in zip(targets, rows, strict=True):
        passed_on = row["held_on"] or dates.day_of(row["given_at"], zone)
        yield {
            "person_id": row["person_id"],
            "id": new_id(),
            "override_id": row["id"],
            "address": secrets.token_hex(16),
            "issued_at": row["given_at"],
            "passed_on": passed_on,
            "valid_until": cycles.valid_until(campaign, target.cycle, passed_on, zone),
        }


def _details(row: dict[str, Any], taken: Override | None, salt: bytes | None) -> dict[str, Json]:
    """Return the details of the event; words about the person are erased with the name, so no event may quote them."""
    details: dict[str, Json] = {"person_id": row["person_id"].hex, "reason": audit.veiled(row["reason"], salt)}
    if row["kind"] in {OverrideKind.EXTENSION, OverrideKind.TAKING_BACK}:  # what deputies decide
        details["for_manager"] = row["given_for"].hex if row["given_for"] else None
    match row["kind"]:
        case OverrideKind.EXTENSION:
            details["until"] = row["until"].isoformat()
        case OverrideKind.RESET:
            details["attempts"] = row["attempts"]
        case OverrideKind.EXTRA_TIME:
            details["extra_minutes"] = row["minutes"]
        case OverrideKind.ATTENDED:
            details |= {"held_on": row["held_on"].isoformat(), "place": audit.veiled(row["place"], salt)}
        case OverrideKind.MANUAL_PASS:
            details["proof"] = audit.veiled(row["evidence"], salt)
        case OverrideKind.TAKING_BACK:
            assert taken  # noqa: S101  # only a decision that was found is taken back
            details["taken_back"] = taken.kind.value
    return details
