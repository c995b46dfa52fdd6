"""A campaign with a person, and an administrator who decides about them."""

from typing import NamedTuple

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import Assignment, Campaign, Role, Team, User


class World(NamedTuple):
    """Who is there: a person in a team with a manager, in a campaign."""

    person: User
    assignment: Assignment
    campaign: Campaign
    team: Team
    manager: User
    boss: User

    @property
    def address(self) -> str:
        """Return the address of the person's page in the campaign."""
        return f"/campaigns/{self.campaign.id}/people/{self.person.id}"

    @property
    def own_address(self) -> str:
        """Return the address of the same page for the manager."""
        return f"/team{self.address}"


@pytest.fixture
def world(make: Maker) -> World:
    """Return the small world."""
    team = make.team()
    person = make.person("佐藤 葵", team=team, employee_number="E-100")
    campaign = make.campaign()
    manager = make.person("森 進", manages=team)
    boss = make.person("管理 守", roles=[Role.ADMINISTRATOR])
    return World(person, make.assignment(person, campaign=campaign), campaign, team, manager, boss)


@pytest.fixture
def admin(client: PageClient, world: World) -> PageClient:
    """Return the client, signed in as an administrator who reads English."""
    return client.sign_in(world.boss, "en")
