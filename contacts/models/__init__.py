from .change import Correction, CorrectionKind, NumberChange
from .channel import SPOKEN, Channel, ChannelKind, FormerNumber
from .contact import Contact
from .need import Need, Route, Urgency
from .opening import OpeningHours
from .service import Service

__all__ = [
    "SPOKEN",
    "Channel",
    "ChannelKind",
    "Contact",
    "Correction",
    "CorrectionKind",
    "FormerNumber",
    "Need",
    "NumberChange",
    "OpeningHours",
    "Route",
    "Service",
    "Urgency",
]
