"""The labels that the encoder's heads give, in the order of their numbers. Shared by the training and the product."""

from extract.records import ENTITY_TYPES, EVENT_TYPES, STATE_TYPES

#: Types of names, then what else may stand at an end of a pair: a pronoun or description, an office, a date, an amount.
NAMES = tuple(sorted(ENTITY_TYPES))
SPANS = (*NAMES, "nominal", "title", "date", "money")
EVENTS = tuple(sorted(EVENT_TYPES))
STATES = tuple(sorted(STATE_TYPES))
STATUSES = ("held", "planned", "proposed", "denied")
#: What a span may be to a trigger. `partner`: one of several counterparts of one side ("X met A, B and C").
ROLES = ("agent", "target", "partner", "place", "date", "money")
AGENT, TARGET, PARTNER, PLACE, DATE, MONEY = range(len(ROLES))
NAME_TAGS = ("O", *(f"{p}-{n}" for n in NAMES for p in "BI"))
OTHER = ("title", "date", "money")
OTHER_TAGS = ("O", *(f"{p}-{n}" for n in OTHER for p in "BI"))
NOMINAL_TAGS = ("O", "B", "I")
#: How far the second of a pair stands behind the first, in words; the edges of the buckets (0 when it stands before).
EDGES = (-200, -100, -60, -35, -20, -12, -7, -4, -2, -1, 0, 1, 2, 4, 7, 12, 20, 35, 60, 100, 200)
