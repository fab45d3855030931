"""The register of incidents: what everybody may know, who must know, who may read, and what is missing from it."""

from monitoring.results.incidents.escalation import Escalation, Why, escalated, said
from monitoring.results.incidents.incident import (
    DEEDS_CALLED,
    IN_STATE,
    LEADS_TO,
    LEVELS_CALLED,
    STATES_CALLED,
    Deed,
    Incident,
    Level,
    Severity,
    State,
    Step,
)
from monitoring.results.incidents.read import (
    at,
    capping,
    core_team,
    incident,
    incidents,
    number_capping,
    severities,
    steps,
)
from monitoring.results.incidents.reconcile import Reconciled, Total, reconciled, total
from monitoring.results.incidents.texts import Texts, Written, may_read, texts, written

__all__ = [
    "DEEDS_CALLED",
    "IN_STATE",
    "LEADS_TO",
    "LEVELS_CALLED",
    "STATES_CALLED",
    "Deed",
    "Escalation",
    "Incident",
    "Level",
    "Reconciled",
    "Severity",
    "State",
    "Step",
    "Texts",
    "Total",
    "Why",
    "Written",
    "at",
    "capping",
    "core_team",
    "escalated",
    "incident",
    "incidents",
    "may_read",
    "number_capping",
    "reconciled",
    "said",
    "severities",
    "steps",
    "texts",
    "total",
    "written",
]
