from .consultation import ConsultationPage, HaveYourSayPage

__all__ = ["ConsultationPage", "HaveYourSayPage"]
