"""Settled cycles, made directly."""

import uuid

from tests.factories.maker import LONG_AGO, Maker
from training.extensions import db
from training.models import Cohort, CohortDecision, CohortPart, CohortRound, CohortScenario, new_id
from training.releases import get


def settled(make: Maker, campaign_id: uuid.UUID, release_id: uuid.UUID, team_id: uuid.UUID) -> uuid.UUID:
    """Make a settled cycle in which five people of a team answered, three of them right at every decision."""

    def work() -> uuid.UUID:
        made = CohortRound(id=new_id(), campaign_id=campaign_id, cycle=1, release_id=release_id, settled_at=LONG_AGO)
        made.respondents = 5
        db.session.add(made)
        db.session.flush()
        cohort = Cohort(id=new_id(), round_id=made.id, team_id=team_id, mixed=False, people=5)
        db.session.add(cohort)
        db.session.flush()
        db.session.add(CohortPart(round_id=made.id, team_id=team_id, cohort_id=cohort.id))
        for scenario in get(release_id).document.scenarios:
            for step in scenario.steps:
                if step.marked:
                    place = {"cohort_id": cohort.id, "scenario_key": scenario.key, "step_key": step.key}
                    db.session.add(CohortDecision(chosen_right=3, **place))
        return made.id

    return make.run(work)


def settled_twice(campaign: uuid.UUID, release: uuid.UUID, team: uuid.UUID) -> None:
    """Add two settled cycles, each with a team's own cohort and a mixed one; tells nothing that anybody answered."""
    for cycle in (1, 2):
        made = CohortRound(id=new_id(), campaign_id=campaign, cycle=cycle, release_id=release, settled_at=LONG_AGO)
        made.respondents = 14
        db.session.add(made)
        db.session.flush()
        for people in (5, 9):
            cohort = Cohort(id=new_id(), round_id=made.id, team_id=team, mixed=people > 5, people=people)
            db.session.add(cohort)
            db.session.flush()
            place = {"cohort_id": cohort.id, "scenario_key": "first-a"}
            db.session.add(CohortDecision(step_key="open", chosen_right=3, sure_wrong=1, **place))
            db.session.add(CohortScenario(never_stopped=2, **place))
        db.session.add(CohortPart(round_id=made.id, team_id=team, cohort_id=cohort.id))
