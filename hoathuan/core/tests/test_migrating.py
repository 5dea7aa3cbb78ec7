"""Migrations are applied with what they need and no more; what they leave is what Django itself would have left."""

from django.db import models
from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.state import ProjectState

from hoathuan.core.migrating import lightly_rendered


def after(state: ProjectState) -> ProjectState:
    """Two models, the second of the first; then an index and a constraint on the first."""
    first = CreateModel("First", [("id", models.AutoField(primary_key=True)), ("n", models.IntegerField())])
    to_first = models.ForeignKey("some.First", models.CASCADE)
    second = CreateModel("Second", [("id", models.AutoField(primary_key=True)), ("first", to_first)])
    for operation in (first, second):
        operation.state_forwards("some", state)
    state.apps  # noqa: B018  rendered, as when migrations are applied
    return state


def grow(state: ProjectState) -> None:
    AddIndex("First", models.Index(fields=["n"], name="some_first_n")).state_forwards("some", state)
    only = models.UniqueConstraint(fields=["n"], name="some_first_once")
    AddConstraint("First", only).state_forwards("some", state)


def said_of(state: ProjectState) -> tuple[object, ...]:
    first = state.apps.get_model("some", "First")
    return (
        [index.name for index in first._meta.indexes],
        [constraint.name for constraint in first._meta.constraints],
        [constraint.name for constraint in first._meta.total_unique_constraints],
        [relation.related_model.__name__ for relation in first._meta.related_objects],
        state.models["some", "first"].options["indexes"],
        state.models["some", "first"].options["constraints"],
    )


def test_a_model_knows_its_new_index_and_constraint_as_after_djangos_own_way() -> None:
    usual, light = after(ProjectState()), after(ProjectState())
    assert light.apps.get_model("some", "First")._meta.total_unique_constraints == []
    grow(usual)
    with lightly_rendered():
        grow(light)
    assert said_of(light) == said_of(usual)
    assert usual == light


def test_nothing_related_is_made_anew_for_an_index_or_a_constraint() -> None:
    state = after(ProjectState())
    classes = [state.apps.get_model("some", name) for name in ("First", "Second")]
    with lightly_rendered():
        grow(state)
    assert [state.apps.get_model("some", name) for name in ("First", "Second")] == classes


def test_django_is_left_as_it_was() -> None:
    state = after(ProjectState())
    before = state.apps.get_model("some", "Second")
    with lightly_rendered():
        pass
    grow(state)
    assert state.apps.get_model("some", "Second") is not before
