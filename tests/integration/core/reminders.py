"""Reminders, plans and told due dates, and what would break the rules of their tables."""

from datetime import UTC, datetime

from training.extensions import db
from training.models import Assignment, Reminder, ReminderKind, ReminderPlan, ToldDue, new_id

NOW = datetime(2026, 5, 1, tzinfo=UTC)

BREAKING_REMINDERS = {
    "ck_reminder_escalation_to_another": "UPDATE reminder SET kind = 'escalation'",
    "ck_reminder_kind": "UPDATE reminder SET kind = 'threat'",
    "ck_reminder_nudge_by_somebody": "UPDATE reminder SET kind = 'nudge'",
    "ck_reminder_plan_manager_after_in_range": "UPDATE reminder_plan SET manager_after = 0",
    "ck_told_due_sequence_not_negative": "UPDATE told_due SET sequence = -1",
    "uq_reminder_one_a_day": "UPDATE reminder SET sent_on = '2026-05-01'",
    "uq_reminder_planned_once": "UPDATE reminder SET planned_on = '2026-05-01'",
}


def remind(assignment: Assignment) -> None:
    """Add two reminders of an assignment, the plan of its campaign and the due date that was told."""
    person_id, campaign_id = assignment.person_id, assignment.campaign_id
    for day in (2, 3):
        moment = NOW.replace(day=day)
        reminder = Reminder(
            person_id=person_id, id=new_id(), kind=ReminderKind.BEFORE, campaign_id=campaign_id, cycle=1
        )
        reminder.cycle, reminder.assignment_id, reminder.recipient_id = 1, assignment.id, person_id
        reminder.planned_on = reminder.sent_on = moment.date()
        reminder.due_at, reminder.created_at = assignment.due_at, moment
        db.session.add(reminder)
    plan = {"days_before": "[]", "days_after": "[]", "manager_after": 7}
    db.session.add(ReminderPlan(campaign_id=campaign_id, changed_at=NOW, **plan))
    told = {"due_at": assignment.due_at, "told_at": NOW}
    db.session.add(ToldDue(person_id=person_id, assignment_id=assignment.id, **told))
