"""Hosts and programs that everybody uses: reports name them all the time, and hardly ever warn of them."""

# Anybody may have an account, a page or a file there: the host itself is never what a report warns of.
_SHARED = """
    archive.org aol.com bit.ly bitbucket.org discord.com discord.gg dropbox.com facebook.com github.com
    githubusercontent.com gitlab.com gmail.com gmx.de gmx.net google.com goo.gl hotmail.com icloud.com instagram.com
    live.com linkedin.com mail.com mail.ru medium.com microsoft.com office.com onedrive.live.com outlook.com
    pastebin.com proton.me protonmail.com qq.com reddit.com slack.com t.me telegram.org tutanota.com twitter.com
    vk.com wikipedia.org windows.net wordpress.com x.com yahoo.com yandex.com yandex.ru youtube.com 163.com
"""
# Where reports send their readers for more.
_REFERENCES = """
    abuse.ch archive.ph attack.mitre.org cert.gov.ua cisa.gov cve.mitre.org cve.org cwe.mitre.org d3fend.mitre.org
    doi.org exploit-db.com first.org fortiguard.com iana.org ietf.org justice.gov kb.cert.org krebsonsecurity.com
    malpedia.caad.fkie.fraunhofer.de misp-project.org mitre.org mozilla.org ncsc.gov.uk nist.gov nvd.nist.gov
    oasis-open.org owasp.org rfc-editor.org schema.org spamhaus.org us-cert.gov virustotal.com w3.org
    web.archive.org
"""
# Parts of Windows and what stands on every desk; their names are abused, but seeing them is no sign of anything.
_PROGRAMS = """
    acrord32.exe advapi32.dll bitsadmin.exe certutil.exe chrome.exe cmd.exe control.exe cscript.exe csrss.exe
    dllhost.exe excel.exe explorer.exe firefox.exe iexplore.exe kernel32.dll lsass.exe msbuild.exe msedge.exe
    mshta.exe msiexec.exe net.exe netsh.exe notepad.exe ntdll.dll outlook.exe powershell.exe powerpnt.exe psexec.exe
    reg.exe regedit.exe regsvr32.exe rundll32.exe schtasks.exe services.exe spoolsv.exe svchost.exe taskhost.exe
    taskkill.exe tasklist.exe taskmgr.exe user32.dll userinit.exe vssadmin.exe wininet.dll winlogon.exe winword.exe
    wmic.exe wmiprvse.exe ws2_32.dll wscript.exe
"""
# RFC 2142, section 4 and 5: who answers for a network, wherever it is.
DESKS = frozenset(("abuse", "cert", "csirt", "dpo", "hostmaster", "noc", "postmaster", "privacy", "psirt", "security"))
SHARED, REFERENCES, PROGRAMS = (frozenset(names.split()) for names in (_SHARED, _REFERENCES, _PROGRAMS))
