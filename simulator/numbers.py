"""What a phone number looks like on the network."""

import re

MSISDN = re.compile(r"\+[0-9]{8,15}")


def is_msisdn(value: str) -> bool:
    return MSISDN.fullmatch(value) is not None
