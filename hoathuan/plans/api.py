"""The door of plans for other contexts.

* `tiles(actor, limit)`: the main targets with their progress, for "Đã đạt được".
* `current_plans(actor)`: this year's issued plans of the seat's unit; `timeline(actor)`: their tasks and targets
  as stretches of the timeline.
* `stuck_units(actor, limit)`: how many targets are late or at risk in each lower unit, the stuck ones first;
  `units_progress(target, on)`: one target unit by unit.
* `register_weight(name, label, weigh)`: offer a way of sharing targets out, e.g. by teams.
* the services: `create_plan`, `add_task`, `add_target`, `issue_plan`, `draw_plan`, `propose`, `hand_down` …
"""

from .board import PlanTile, StuckUnit, current_plans, stuck_units, tiles, timeline
from .figures import Standing
from .selectors import shares_of as units_progress
from .selectors import standing_of
from .services.handing import hand_down, propose
from .services.plans import amend_plan, attach, close_plan, create_plan, draw_plan, issue_plan, set_bases
from .services.targets import add_target, amend_target, report_progress
from .services.tasks import add_task, amend_task, set_progress
from .weights import register_weight

__all__ = [
    "PlanTile",
    "Standing",
    "StuckUnit",
    "add_target",
    "add_task",
    "amend_plan",
    "amend_target",
    "amend_task",
    "attach",
    "close_plan",
    "create_plan",
    "current_plans",
    "draw_plan",
    "hand_down",
    "issue_plan",
    "propose",
    "register_weight",
    "report_progress",
    "set_bases",
    "set_progress",
    "standing_of",
    "stuck_units",
    "tiles",
    "timeline",
    "units_progress",
]
