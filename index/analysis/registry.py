"""The hives of the Windows registry, each by its long and its short name."""

SHORT = {
    "hkey_local_machine": "hklm",
    "hkey_current_user": "hkcu",
    "hkey_classes_root": "hkcr",
    "hkey_users": "hku",
    "hkey_current_config": "hkcc",
    r"\registry\machine": "hklm",
    r"\registry\user": "hku",
}  # by their long names, the last two as the kernel writes them
LONG = {short: long for long, short in SHORT.items() if long.startswith("hkey_")}
