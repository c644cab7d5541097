from .consent import Consent
from .delivery import Delivery
from .mailing import Mailing
from .signup import SignUp
from .subscriber import NewsList, Subscriber, Subscription
from .suppression import Suppression

__all__ = ["Consent", "Delivery", "Mailing", "NewsList", "SignUp", "Subscriber", "Subscription", "Suppression"]
