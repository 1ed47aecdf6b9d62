"""An operator's SMSC with USSD behind it: it takes binds, plays phones that dial, and misbehaves when told to."""
