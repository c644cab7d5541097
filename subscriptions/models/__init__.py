from .consent import Consent
from .delivery import Delivery, DeliveryState
from .mailing import DigestDay, Mailing, MailingKind, State
from .rules import SendingRules
from .signup import SignUp
from .subscriber import NewsList, Subscriber, Subscription
from .suppression import Suppression

__all__ = [
    "Consent",
    "Delivery",
    "DeliveryState",
    "DigestDay",
    "Mailing",
    "MailingKind",
    "NewsList",
    "SendingRules",
    "SignUp",
    "State",
    "Subscriber",
    "Subscription",
    "Suppression",
]
