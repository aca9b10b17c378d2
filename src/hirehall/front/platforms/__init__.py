"""What other places charge: dated data with its source. What is unknown stays unknown."""

from hirehall.front.platforms.comparing import Compared, Share, compared, compared_payments
from hirehall.front.platforms.reading import AS_OF, Platform, Terms, platforms

__all__ = ["AS_OF", "Compared", "Platform", "Share", "Terms", "compared", "compared_payments", "platforms"]
