# SPDX-License-Identifier: Apache-2.0
"""The rows of the table: what is compared with what, and what it may take at most.

Each row is a function of a Bench. It prints its lines as they are measured. "x git" is the ratio to
git in the same run; what a row may take at most stands in its last column.
"""
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys

import answers
import corpus
import documents
import inputs
import sentences
from measure import Run, Trouble, peers, race

FORMS = ("--stat", "--json")


def show(bench, run, base, most="", said=""):
    """One line of the table."""
    seconds, reference = run.seconds(), base.seconds() if base else None
    cpu = f"{seconds:.4f}" if seconds is not None else f"> {run.stopped}"
    ratio = f"{seconds / reference:.2f}" if seconds is not None and reference else ""
    memory = f"{run.mebibytes():.1f}" if run.memory else ""
    print(f"  {run.name:<34}{cpu:>9}{ratio:>8}{memory:>9}  {most:<22}{said}".rstrip(), flush=True)


def of_seconds(run, told):
    """What `told` makes of the seconds that a run took; nothing of one that was stopped."""
    return told(run.seconds()) if run.seconds() else ""


def almost(bench, name, *arguments):
    return Run(name, [bench.binary, *arguments])


def pair(bench, original, telling, most, wanted=("git", "wdiff", "dwdiff"), arguments=()):
    """almost --stat and --json and the peers on one pair; the runs by name."""
    runs = [almost(bench, f"almost {flag}", flag, *arguments, original, telling) for flag in FORMS]
    others = peers(original, telling, wanted if not bench.quick else ("git",))
    race(runs + others, bench.folder, bench.repeats, bench.limit)
    base = next((run for run in others if run.name == "git"), None)
    for run, bound in zip(runs, most):
        show(bench, run, base, bound)
    for run in others:
        show(bench, run, base)
    return {run.name: run for run in runs + others}


def answer_of(bench, original, telling, *arguments):
    """The answer in JSON of one run that is not measured."""
    output = os.path.join(bench.folder, "answer.json")
    with open(output, "wb") as file:
        run = subprocess.run([bench.binary, "--json", *arguments, original, telling], stdout=file,
                             stderr=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1):
        raise Trouble(f"--json {original} {telling}: {run.stderr.decode(errors='replace')[:300]}")
    return answers.read(output)


def tell(what, most=""):
    print(f"  {what:<60}  {most}".rstrip(), flush=True)


def missing(bench, original, telling, most):
    answer = answer_of(bench, original, telling)
    with open(original, encoding="utf-8") as file:
        words = len(file.read().split())
    gone = answers.words_missing(answer)
    tell(f"missing {gone:,} of {words:,} words: {100 * gone / max(1, words):.3f} %", most)


def example(bench):
    """The scene that is shipped with the project."""
    folder = os.path.join(bench.root, "examples")
    texts = [os.path.join(folder, name) for name in ("happened.txt", "dreamed.txt")]
    found = [path for path in texts if os.path.exists(path)]
    if len(found) == 2:
        pair(bench, *found, ("", ""))


def frankenstein(bench):
    """Frankenstein, 1818 and 1831."""
    pair(bench, bench.text("frankenstein/1818.txt"), bench.text("frankenstein/1831.txt"),
         ("0.9 x git, 20 MiB", "1.2 x git, 20 MiB"))


def bibles(bench):
    """King James and World English, a verse a line."""
    pair(bench, bench.text("bible/kjv.verse.txt"), bench.text("bible/web.verse.txt"),
         ("0.5 x git, 100 MiB", "0.9 x git, 100 MiB"))


def layout(bench):
    """King James wrapped, and in one line, against World English: the same changed words."""
    verse, web = bench.text("bible/kjv.verse.txt"), bench.text("bible/web.verse.txt")
    line = bench.make("kjv.line.txt", lambda: inputs.one_line(inputs.read(verse)))
    layouts = [("a verse a line", verse), ("72 columns", bench.text("bible/kjv.w72.txt")),
               ("one line", line)]
    runs = [almost(bench, f"almost --json, {name}", "--json", path, web) for name, path in layouts]
    race(runs, bench.folder, bench.repeats, bench.limit)
    base = runs[0].seconds()
    reference = answers.changes_without_layout(answer_of(bench, verse, web))
    for run, (_, path) in zip(runs, layouts):
        show(bench, run, None, "1.1 x the first",
             of_seconds(run, lambda seconds: f"{seconds / base:.2f} x the first" if base else ""))
        same = answers.changes_without_layout(answer_of(bench, path, web)) == reference
        tell(f"    {len(reference):,} changes: {'' if same else 'NOT '}the same words", "the same")


def edited(bench):
    """King James with 10, 1,000 and 5,000 words edited."""
    verse = bench.text("bible/kjv.verse.txt")
    for count in (10, 1000, 5000):
        copy = bench.make(f"kjv.edited{count}.txt", lambda count=count:
                          inputs.with_words_edited(inputs.read(verse), count, count))
        tell(f"{count} words edited")
        pair(bench, verse, copy, ("1.2 x git", "1.2 x git"), wanted=("git", "wdiff"))


def chapters(bench):
    """King James, its chapters in another order."""
    original, telling = bench.text("bible/kjv.w72.txt"), bench.text("bible/kjv.shufchap.w72.txt")
    pair(bench, original, telling, ("0.3 x git", "0.3 x git"))
    missing(bench, original, telling, "0.02 %")


def paragraphs(bench):
    """Frankenstein, all paragraphs in another order."""
    original = bench.text("frankenstein/1818.txt")
    telling = bench.text("frankenstein/1818.shufpara.txt")
    pair(bench, original, telling, ("", ""))
    missing(bench, original, telling, "0.6 %")


def misread(bench):
    """Frankenstein, 10 blocks moved and 2 % of the characters misread."""
    original = bench.text("frankenstein/1818.txt")
    telling = bench.text("frankenstein/1818.mov10.ocr2.txt")
    pair(bench, original, telling, ("", ""))
    missing(bench, original, telling, "0.4 %")


def minimum(bench):
    """--minimal --exact --words space: exactly the true minimum."""
    pairs = [("frankenstein/1818.txt", "frankenstein/1831.txt", None),
             ("bible/kjv.verse.txt", "bible/web.verse.txt", (299_959, 260_749))]
    for original, telling, known in pairs:
        original, telling = bench.text(original), bench.text(telling)
        if known is None or bench.long:
            a, b = inputs.read(original), inputs.read(telling)
            common = answers.common_words(a, b)
            known = len(a.split()) - common, len(b.split()) - common
        arguments = ("--minimal", "--exact", "--words", "space")
        run = almost(bench, "almost --stat, minimal", "--stat", *arguments, original, telling)
        race([run], bench.folder, bench.repeats, bench.limit)
        answer = answer_of(bench, original, telling, *arguments)
        changed = answers.words_changed(answer)
        verdict = "the minimum" if changed == known else "NOT the minimum"
        show(bench, run, None)
        tell(f"    {changed[0]:,}+{changed[1]:,}: {verdict}", f"{known[0]:,}+{known[1]:,}")


def long_text(bench, megabytes):
    names = sorted(os.listdir(bench.text("novels")))
    texts = [inputs.read(os.path.join(bench.text("novels"), name)) for name in names]
    return inputs.in_a_row(texts, int(megabytes * 1_000_000))


def long_pair(bench, megabytes):
    """Novels in a row and a copy edited at about 26 places in 1,000 words."""
    name = f"novels{megabytes:g}"
    original = bench.make(name + ".txt", lambda: long_text(bench, megabytes))
    telling = bench.make(name + ".edited.txt",
                         lambda: inputs.revised(inputs.read(original), .026, 26))
    return original, telling


def novels(bench):
    """24 MB a side, 26 edits in 1,000 words."""
    original, telling = long_pair(bench, 3 if bench.quick else 24)
    size = os.path.getsize(original) + os.path.getsize(telling)
    runs = pair(bench, original, telling, ("1.0 x git", "1.0 x git"), wanted=("git",))
    for flag in FORMS:
        run = runs[f"almost {flag}"]
        tell(f"{flag}: {run.mebibytes() * (1 << 20) / size:.1f} bytes of memory a byte", "12")


def bad(bench):
    """Inputs made to be bad, 400,000 words a side."""
    words = bench.some_text().split()
    for name, make_original, make_telling in inputs.bad(words):
        short = "".join(c if c.isalnum() else "-" for c in name)
        original = bench.make(f"bad-{short}-a.txt", make_original)
        telling = bench.make(f"bad-{short}-b.txt", make_telling)
        runs = [almost(bench, name, "--stat", original, telling),
                almost(bench, "    --minimal", "--stat", "--minimal", original, telling)]
        others = peers(original, telling, ("git",)) if bench.long else []
        race(runs + others, bench.folder, 1 if bench.quick else 3, bench.limit)
        for run in runs + others:
            show(bench, run, others[0] if others else None, "1 s, 120 MiB" if run in runs else "")
        bench.drop(original, telling)
    if bench.long:
        one_line(bench)


def one_line(bench):
    """One line of 100 MB against itself with words edited."""
    original, telling = long_pair(bench, 100)
    flat = [bench.make(f"line-{side}.txt", lambda path=path: inputs.one_line(inputs.read(path)))
            for side, path in (("a", original), ("b", telling))]
    bench.drop(original, telling)
    run = almost(bench, "one line of 100 MB", "--stat", *flat)
    race([run], bench.folder, 1, bench.limit)
    show(bench, run, None)
    bench.drop(*flat)


def growth(bench):
    """Doubling five times: time and memory a word grow no worse than log n."""
    largest, doublings = (1.5, 2) if bench.quick else (128, 5) if bench.long else (24, 5)
    for size in (largest / 2**step for step in range(doublings, -1, -1)):
        original, telling = long_pair(bench, size)
        bytes_of_both = os.path.getsize(original) + os.path.getsize(telling)
        runs = [almost(bench, f"{size:g} MB a side {flag}", flag, original, telling)
                for flag in FORMS]
        race(runs, bench.folder, 3, 10 * bench.limit)
        for run in runs:
            memory = (run.mebibytes() or 0) * (1 << 20) / bytes_of_both
            show(bench, run, None, "", of_seconds(run, lambda seconds: (
                f"{1e9 * seconds / bytes_of_both:.1f} ns, {memory:.1f} bytes of memory a byte")))
        bench.drop(original, telling)


CHANGES = (
    (("edit", "hardy", "--with", "frank"), "Tess with Frankenstein: 215 errors"),
    (("edit", "frank", "--with", "hardy"), "Frankenstein with Tess: 155 errors"),
    (("noise", "frank", "--share", "0.02"), "98.5 %; 94 %; missing 0.3 %"),
    (("noise", "frank", "--share", "0.05"), "97 %; missing 1.2 %"),
    (("noise", "frank", "--share", "0.10"), "92 %; missing 5 %"),
    (("move", "frank", "--blocks", "10"), ""),
    (("touch", "hardy", "--count", "100"), "0.95 named, 1 in 100 too loud"),
    (("touch", "frank", "--count", "100"), "0.95 named, 1 in 100 too loud"),
)


def changes(bench):
    """Changes of known origin, by evaluate/changes.py."""
    script = os.path.join(os.path.dirname(bench.texts.rstrip(os.sep)), "evaluate", "changes.py")
    if not os.path.exists(script):
        tell(f"left out: there is no {script}")
        return
    files = {"hardy": bench.text("novels/Hardy_Tess_1891.txt"),
             "frank": bench.text("frankenstein/1818.txt")}
    for arguments, most in CHANGES:
        command = [files.get(argument, argument) for argument in arguments]
        run = subprocess.run([sys.executable, script, *command, "--binary", bench.binary],
                             check=False, capture_output=True, text=True)
        said = (run.stdout if run.returncode == 0 else run.stderr).strip().splitlines()[-1:]
        tell(" ".join(arguments), most)
        tell("    " + "".join(said))


KINDS = (("all", .955, .965), ("02", .98, None), ("03", .95, None), ("04", .95, None),
         ("05", .88, None))


def scores(bench, folder, scorer, options):
    """What is found in all pairs of the corpus by a batch, against its gold."""
    pairs = corpus.pairs(folder)
    answered = corpus.compare_all(bench.binary, [(pair.original, pair.telling) for pair in pairs],
                                  *options)
    found = {pair: corpus.spans(answer) for pair, answer in zip(pairs, answered)}
    gold = {pair: scorer.read_gold(pair.gold) for pair in pairs}
    for kind, most, most_of_one_kind in KINDS:
        of_kind = [pair for pair in pairs if kind in ("all", pair.kind)]
        figures = scorer.score({pair: gold[pair] for pair in of_kind},
                               {pair: found[pair] for pair in of_kind})
        bound = most_of_one_kind if options else most
        tell(f"    {kind:<4}plagdet {figures[0]:.4f}  recall {figures[1]:.4f}  precision "
             f"{figures[2]:.4f}  granularity {figures[3]:.4f}", f"{bound} at least" if bound else "")
    alarms = sum(bool(found[pair]) for pair in pairs if pair.kind == "01")
    tell(f"    {alarms} unrelated pairs with a passage", "3" if not options else "")


def passages(bench):
    """A corpus of passages told again: a batch of its pairs, and what is found in them."""
    beside = os.path.dirname((bench.texts or "").rstrip(os.sep))
    folder = os.path.join(beside, "pan13-training")
    scorer = corpus.scorer(os.path.join(beside, "evaluate", "plagdet.py"))
    pairs = bench.make("pairs.jsonl", lambda: "".join(
        json.dumps({"original": pair.original, "telling": pair.telling}) + "\n"
        for pair in corpus.pairs(folder)))
    run = almost(bench, "almost compare --pairs", "compare", "--pairs", pairs)
    race([run], bench.folder, bench.repeats, 10 * bench.limit)
    show(bench, run, None, "2.5 s, 256 MiB")
    for options in ((), ("--one-kind",)):
        tell(" ".join(options) or "default options")
        scores(bench, folder, scorer, options)


def reworded(bench):
    """Sentences of which one in a hundred is told in other words: time grows with their number."""
    for count in (10_000, 100_000, 1_000_000)[:1 if bench.quick else 3 if bench.long else 2]:
        run = almost(bench, f"{count:,} sentences", "--stat",
                     *sentences.write(bench.folder, count))
        race([run], bench.folder, 3, 10 * bench.limit)
        show(bench, run, None, "",
             of_seconds(run, lambda seconds: f"{seconds / count * 1e6:.2f} us a sentence"))
        bench.drop(*run.arguments[2:])


def document(bench, name, texts):
    """The path of the texts as a document of a kind, made once."""
    path = os.path.join(bench.folder, name)
    if not os.path.exists(path):
        ending = name.rsplit(".", 1)[1]
        if name == "heavy.docx":
            documents.docx(path, texts, heavy=True)
        elif ending in ("docx", "epub", "odt"):
            getattr(documents, ending)(path, texts)
        else:
            makers = {"txt": "\n\n".join, "html": documents.html, "xml": documents.tei, "rtf": documents.rtf}
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(makers[ending](texts))
    return path


# Megabytes of text a second that are wanted, scaled to where git takes .44 s for the two Bibles; what else reads it.
READERS = (("text.txt", "40", ["cat"]), ("text.html", "6", ["html2text", "-utf8"]), ("text.xml", "20", None),
           ("text.docx", "20", ["docx2txt", "-"]), ("heavy.docx", "", None), ("text.epub", "20", None),
           ("text.odt", "", None), ("text.rtf", "", None))


def documents_read(bench):
    """The same text as documents of each format: read, in megabytes of text a second."""
    megabytes = 4 if bench.quick else 40
    texts = documents.paragraphs(inputs.in_a_row([bench.some_text()], megabytes * 1_000_000))
    size = sum(len(text.encode()) for text in texts) / 1e6
    yardstick = [run for run in peers(bench.text("bible/kjv.verse.txt"), bench.text("bible/web.verse.txt"), ("git",))]
    race(yardstick, bench.folder, bench.repeats, bench.limit)
    scale = yardstick[0].seconds() / .44 if yardstick and yardstick[0].seconds() else 1
    for name, wanted, peer in READERS:
        few = texts[:len(texts) // 8] if name == "heavy.docx" else texts
        path = document(bench, name, few)
        runs = [almost(bench, f"almost text {name}", "text", path)]
        if name == "text.txt":
            runs.append(almost(bench, "almost --stat text.txt", "--stat", path, path))
        if peer is not None and shutil.which(peer[0]):
            runs.append(Run(peer[0], [*peer[:1], path, *peer[1:]] if peer[0] == "docx2txt" else [*peer, path]))
        if name.rsplit(".", 1)[1] in ("html", "docx", "epub", "odt", "rtf") and shutil.which("pandoc") and bench.long:
            runs.append(Run("pandoc", ["pandoc", "--to", "plain", path]))
        race(runs, bench.folder, bench.repeats, bench.limit)
        part = size * len(few) / len(texts)
        for run in runs:
            speed = of_seconds(run, lambda seconds: (
                f"{part / seconds:,.1f} MB/s, {part / seconds * scale:,.1f} scaled"))
            show(bench, run, None, f"{wanted} MB/s" if wanted and run is (runs[1] if name == "text.txt" else runs[0]) else "", speed)
        bench.drop(path)


def queries(bench, name, quotations):
    """Quotations as JSON Lines."""
    return bench.make(name, lambda: "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(quotations)))


# In one process, as a user of edlib would have it: the best place of each in the whole text.
EDLIB = """import edlib, sys
text = open(sys.argv[1], encoding="utf-8").read()
for line in open(sys.argv[2], encoding="utf-8"):
    edlib.align(line.rstrip(), text, mode="HW", task="locations")
"""
RIPGREP = 'while read -r pattern; do rg -U -o -N -e "$pattern" "$1"; done < "$2"'


def scanned(bench, texts, count, few):
    """What has no index: ripgrep, exact and across lines; edlib, altered, on one line."""
    plain = bench.make("novels.txt", lambda: "".join(texts))
    flat = bench.make("novels.line.txt", lambda: inputs.one_line("".join(texts)))
    exact = bench.make("patterns", lambda: "".join(
        r"\s+".join(map(re.escape, quotation.split())) + "\n" for quotation in inputs.quotations(texts, count, 0, 31)))
    altered = bench.make("altered.txt", lambda: "".join(
        quotation + "\n" for quotation in inputs.quotations(texts, few, 2, 32)))
    if shutil.which("rg"):
        yield Run("rg -U, exact", ["sh", "-c", RIPGREP, "sh", plain, exact]), count
    if importlib.util.find_spec("edlib"):
        yield Run("edlib, mode HW, altered", [sys.executable, "-c", EDLIB, flat, altered]), few


def traced(bench):
    """Quotations from 30 novels: looked for in a library, and by what scans the texts."""
    count = 1_000 if bench.quick else 10_000
    paths = [os.path.join(bench.text("novels"), name) for name in sorted(os.listdir(bench.text("novels")))]
    texts = [inputs.read(path) for path in paths]
    elsewhere = [inputs.read(bench.text("bible/web.verse.txt"))]
    shelf = os.path.join(bench.folder, "shelf")
    subprocess.run([bench.binary, "library", "create", shelf], check=True)
    adding = almost(bench, "almost library add", "library", "add", shelf, *paths)
    race([adding], bench.folder, 1, bench.limit)
    size, held = sum(map(os.path.getsize, paths)), sum(entry.stat().st_size for entry in os.scandir(shelf))
    show(bench, adding, None, "40 MB/s, .47", f"{size / 1e6 / adding.seconds():.0f} MB/s, {held / size:.3f} of the text")
    rows = [(almost(bench, f"almost trace, {name}", "trace", "--in", shelf, "--threads", "1", "--queries",
                    queries(bench, f"{name}.jsonl", inputs.quotations(source, count, edits, seed))), count, most)
            for name, source, edits, seed, most in (("unaltered", texts, 0, 31, "20,000 a second"),
                                                    ("altered", texts, 2, 32, "13,000 a second"),
                                                    ("absent", elsewhere, 0, 33, "1,500 a second"))]
    rows += [(run, n, "") for run, n in scanned(bench, texts, 20, 2 if bench.quick else 5)]
    race([run for run, _, _ in rows], bench.folder, bench.repeats, 10 * bench.limit)
    for run, n, most in rows:
        show(bench, run, None, most, f"{n / run.seconds():,.1f} a second" if run.seconds() else "")
    shutil.rmtree(shelf)


def beside(bench, script, *arguments):
    """A table of another script of this folder, about the novels."""
    folder = bench.text("novels")
    texts = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".txt")]
    sys.stdout.flush()
    subprocess.run([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), script), *arguments,
                    bench.binary, *(texts[:4] if bench.quick else texts)], check=True)


def watched(bench):
    """Sentences watched against a library of 100 MB: 50 ms at the median, 200 ms at the 99th percentile."""
    beside(bench, "watching.py", "--megabytes", "20" if bench.quick else "100",
           "--count", "300" if bench.quick else "2000")


def retimed(bench):
    """Subtitles that were heard badly: their cues drift by three words at most."""
    beside(bench, "retiming.py")


ROWS = (example, frankenstein, bibles, layout, edited, chapters, paragraphs, misread, minimum,
        novels, bad, growth, changes, passages, reworded, documents_read, traced, watched, retimed)
