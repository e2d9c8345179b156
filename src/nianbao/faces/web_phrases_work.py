"""The words of the parts for checking and for staff, and of the notice while the page is off; see `web_phrases`."""

from __future__ import annotations

WORK: dict[str, tuple[str, str]] = {
    # the notice
    "closed.title": ("暂停服务", "Closed for now"),
    # choosing files, here and there
    "files.choose": ("选择文件", "Choose files"),
    "files.drop": ("，或拖到这里", ", or drop them here"),
    "files.kinds": (
        "txt、md、html、docx、pdf、ofd、图片或 zip，一次最多 {most} 个，共 {mb} MB；选好就开始",
        "txt, md, html, docx, pdf, ofd, pictures or zip; at most {most} at once, {mb} MB together; starts when chosen",
    ),
    "files.many": ("一次最多 {most} 个文件，请分几次。", "At most {most} files at once; send them in parts."),
    "files.large": (
        "这些文件共有 {size} MB，一次最多 {mb} MB，请分几次，或另存为较小的文件。",
        "These files have {size} MB; at most {mb} MB at once. Send them in parts, or save smaller ones.",
    ),
    "files.empty": (
        "“{name}”是空的，请检查后重新选择。",
        "“{name}” is empty; check it and choose again.",
    ),
    "files.sending": ("正在上传 {percent}%", "Uploading {percent}%"),
    "work.lost": ("连接中断了，请稍后再试。", "The connection was lost; please try again."),
    "work.odd": (
        "服务器没有说明原因（{status}），请稍后再试。",
        "No reason was given ({status}); try again later.",
    ),
    "work.413": ("文件太大，请分几次上传。", "Too large; send fewer files at once."),
    "save.xlsx": ("下载 XLSX", "Save as XLSX"),
    "save.csv": ("下载 CSV", "Save as CSV"),
    # checking
    "check.title": ("公布之前，先核对一遍", "Check a report before it is published"),
    "check.about": (
        "看报告里的数是否互相吻合：分项与总数、正文与表格、上年结转与本年。文件只用来核对，不保存、不收录。",
        "Do the figures agree: parts and totals, text and tables, carried over and carried in? Files are read for this "
        "alone; they are neither stored nor indexed.",
    ),
    "check.files": ("要核对的年报", "Reports to check"),
    "check.busy": ("正在读 {n} 个文件，扫描件要久一些", "Reading the files ({n}); scans take longer"),
    "check.seconds": ("{n} 秒", "{n} s"),
    "check.clear": ("清除结果", "Clear"),
    "check.take": ("收录这些文件", "Take these files in"),
    # staff
    "staff.title": ("管理", "Staff"),
    "staff.password": ("管理密码", "Staff password"),
    "staff.login": ("登录", "Sign in"),
    "staff.logout": ("退出", "Sign out"),
    "staff.expired": ("登录已过期，请重新登录。", "The session has ended; please sign in again."),
    "staff.out": ("已退出。", "Signed out."),
    "staff.add": ("添加报告", "Add reports"),
    "staff.files": ("要收录的年报", "Reports to take in"),
    "staff.reports": ("收录的报告和问题", "Reports and their problems"),
    "staff.extent": (
        "{reports} 份报告，{figures} 个数；{odd} 份要请人看一看",
        "Reports: {reports}, figures: {figures}; to be looked at: {odd}",
    ),
    "staff.search": ("按机关、年份或文件名查找", "Find by agency, year or file"),
    "staff.odd": ("只看有问题的", "Only those with problems"),
    "staff.reindex": ("重新索引", "Index again"),
    "staff.more": ("再显示 {n} 份", "Show {n} more"),
    "staff.none": ("没有符合的报告。", "No such report."),
    "staff.agency": ("机关", "Agency"),
    "staff.year": ("年份", "Year"),
    "staff.file": ("文件", "File"),
    "staff.figures": ("数据", "Figures"),
    "staff.problems": ("请留意", "Please note"),
    "staff.actions": ("操作", "Actions"),
    "staff.unknown": ("（不明）", "(unknown)"),
    "staff.open": ("打开", "Open"),
    "staff.open.name": ("打开 {name}", "Open {name}"),
    "staff.remove": ("移除", "Remove"),
    "staff.remove.name": ("移除 {name}", "Remove {name}"),
    "staff.elsewhere": ("文件在别处", "File elsewhere"),
    "staff.elsewhere.why": (
        "“文件在别处”的报告不是在这里添加的：要移除，请在原来的文件夹里移走文件，再点“重新索引”。",
        "“File elsewhere”: not added here. Move the file away in its own folder, then index again.",
    ),
    "staff.sure": ("移除“{name}”？", "Remove “{name}”?"),
    "staff.sure.why": (
        "移除后不再用它回答。文件“{file}”移到报告文件夹的 .trash 里，可以找回。",
        "It will not be answered from any more. The file “{file}” goes to .trash in the folder of reports.",
    ),
    "staff.sure.together": (
        "同一压缩包里的另外 {n} 份报告会一起移除。",
        "{n} more reports in the same archive go with it.",
    ),
    "staff.keep": ("不移除", "Keep it"),
    "staff.missed": ("没答上的问题", "Questions not answered"),
    "staff.missed.none": ("还没有答不上的问题。", "None so far."),
    "staff.question": ("问题", "Question"),
    "staff.status": ("结果", "Outcome"),
    "staff.times": ("次数", "Times"),
    "staff.last": ("最近", "Last"),
    "staff.feedback": ("反馈", "Feedback"),
    "staff.feedback.none": ("还没有反馈。", "None so far."),
    "staff.opinions": ("有用 {yes}，没用 {no}", "Useful {yes}, not useful {no}"),
    "staff.at": ("时间", "Time"),
    "staff.useful": ("有用吗", "Useful?"),
    "staff.yes": ("有用", "Yes"),
    "staff.no": ("没用", "No"),
    "staff.reason": ("理由", "Reason"),
    "staff.unrecorded": ("这个服务不记录提问和反馈。", "Questions and feedback are not recorded here."),
    "staff.switch": ("对外服务", "The public page"),
    "staff.running": ("正在服务。", "Open."),
    "staff.closed": ("已暂停，访问者看到的是：", "Closed. Visitors see:"),
    "staff.notice": ("给访问者看的话", "Notice for visitors"),
    "staff.close": ("暂停对外服务", "Close the page"),
    "staff.reopen": ("恢复对外服务", "Open again"),
    "staff.progress": ("进度", "Progress"),
}
TOLD = ("files.", "work.", "save.", "check.", "staff.", "closed.")
"""What the scripts of these parts say begins with one of these."""
