"""Hosts and programs that everybody uses: reports name them all the time, and hardly ever warn of them."""

# Anybody may have an account, a page or a file there: the host itself is never what a report warns of.
_SHARED = """
    126.com 163.com 4shared.com anonfiles.com aol.com aol.de archive.org bit.ly bitbucket.org bk.ru cock.li cutt.ly
    daum.net discord.com discord.gg discordapp.com discordapp.net dropbox.com dropboxusercontent.com dropmefiles.com
    email.com facebook.com fastmail.com file.io free.fr github.com githubusercontent.com gitlab.com gmail.com gmx.at
    gmx.ch gmx.com gmx.de gmx.net gofile.io goo.gl google.com googlemail.com hanmail.net hotmail.co.uk hotmail.com
    hotmail.fr hushmail.com icloud.com inbox.ru instagram.com is.gd laposte.net libero.it linkedin.com list.ru
    live.com mac.com mail.com mail.fr mail.ru mailbox.org mailfence.com me.com mediafire.com medium.com mega.co.nz
    mega.nz microsoft.com msn.com naver.com office.com onedrive.live.com onet.pl onionmail.org orange.fr outlook.com
    ow.ly paste.ee pastebin.com pm.me posteo.de proton.me protonmail.ch protonmail.com qq.com rambler.ru rb.gy
    rebrand.ly reddit.com rediffmail.com rentry.co riseup.net sendspace.com seznam.cz shorturl.at sina.com slack.com
    t-online.de t.co t.me telegra.ph telegram.org tinyurl.com transfer.sh tuta.com tuta.io tutamail.com tutanota.com
    twitter.com ukr.net vk.com wanadoo.fr we.tl web.de wetransfer.com wikipedia.org windows.net wordpress.com wp.pl
    x.com ya.ru yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.com yandex.ru ymail.com youtube.com
    zoho.com
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
