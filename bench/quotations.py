#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""quotations.py [--count N] [--seed N] [--show KIND] PROGRAM SOURCE... --absent OTHER...

Plants quotations of many kinds in an account of the SOURCE files, has `PROGRAM check` judge them, and
prints for each kind how they were judged, with the share that is right. The kinds are errors as
people and language models make them, and what people rightly do to a quotation. OTHER files give
what is not there. `--show` prints those of a kind that were judged wrongly.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

TRUE = ("verbatim", "typographic")
WRONG = ("altered", "spliced", "misattributed")
SIGNS = {"e": "c", "c": "e", "o": "0", "l": "1", "i": "l", "h": "b", "b": "h", "n": "u", "u": "n", "a": "o", "t": "f",
         "s": "5", "g": "q", "r": "v"}
ANTONYMS = {"good": "bad", "old": "young", "young": "old", "long": "short", "first": "last", "last": "first", "more": "less",
            "little": "great", "great": "little", "right": "wrong", "open": "shut", "dark": "light", "before": "after",
            "after": "before", "up": "down", "always": "never", "day": "night", "night": "day", "well": "ill"}
NUMBERS = {"two": "three", "three": "four", "four": "six", "five": "four", "six": "eight", "seven": "six", "ten": "twelve",
           "twelve": "eleven", "twenty": "thirty", "fifteen": "fifty", "forty": "fourteen", "first": "second", "second": "third",
           "third": "fourth", "half": "quarter", "hundred": "thousand", "thousand": "million"}
QUANTITIES = {"all": "most", "many": "few", "most": "many", "some": "all", "few": "many", "always": "often", "often": "always",
              "several": "many", "everything": "something", "everybody": "somebody", "only": "", "every": "some"}
DENIALS = {"never": "ever", "without": "with", "nobody": "somebody", "nothing": "something", "no": "a", "impossible": "possible",
           "unable": "able", "unhappy": "happy", "neither": "either"}
SYNONYMS = {"large": "big", "small": "little", "began": "started", "looked": "gazed", "answered": "replied", "saw": "noticed",
            "quite": "very", "house": "home", "happy": "glad", "moment": "instant", "thought": "believed", "afraid": "scared"}
PRONOUNS = {"i": "he", "my": "his", "me": "him", "we": "they", "our": "their", "us": "them"}
TENSES = {"is": "was", "are": "were", "was": "is", "were": "are", "has": "had", "have": "had", "had": "has", "came": "comes"}
MONTHS = ("January", "February", "April", "June", "July", "August", "September", "October", "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HEDGES = ("perhaps", "almost", "nearly", "rather", "probably", "seemed", "somewhat", "hardly")
FILLERS = ("to say the least", "in my opinion", "as it were", "of all things", "I should say")


def plain(word):
    return re.sub(r"\W", "", word).casefold()


class Source:
    def __init__(self, path):
        self.path = path
        self.title = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            self.text = file.read()
        start = self.text.find("*** START")
        body = self.text[start if start > 0 else 0:]
        self.words = re.sub(r"[“”\"«»„]", "\0", body).split()
        self.paragraphs = [" ".join(p.split()) for p in re.split(r"\r?\n\s*\n", body)]

    def excerpt(self, rng, low=9, high=20, fits=lambda window: True):
        for _ in range(4000):
            size = rng.randint(low, high)
            at = rng.randrange(len(self.words) - size)
            window = self.words[at:at + size]
            if any(re.search("[\0\\[_…*]|\\.\\.", w) or not plain(w) for w in window):
                continue
            if len({plain(w) for w in window}) >= .6 * size and fits(window):
                return at, window
        raise LookupError

    def middle(self, rng, wanted, low=9, high=20):
        """A window with such a word away from its ends, and where it stands."""
        inner = lambda w: [i for i in range(2, len(w) - 2) if wanted(w[i], w, i)]
        at, window = self.excerpt(rng, low, high, lambda w: bool(inner(w)))
        return at, window, rng.choice(inner(window))


def replaced(window, i, *words):
    return window[:i] + list(words) + window[i + 1:]


def kept_shape(word, new):
    return re.sub(r"\w[\w’'-]*", new.capitalize() if word[0].isupper() else new, word, count=1)


def name(source, rng, others):
    known = lambda w, window, i: w[0].isupper() and plain(w) not in ("i", "im") and window[i - 1][-1].isalpha() and len(w) > 3
    _, window, i = source.middle(rng, known)
    return replaced(window, i, kept_shape(window[i], rng.choice(["Margaret", "Henderson", "Bristol", "Caroline"])))


def antonym(source, rng, others):
    _, window, i = source.middle(rng, lambda w, _, __: plain(w) in ANTONYMS)
    return replaced(window, i, kept_shape(window[i], ANTONYMS[plain(window[i])]))


def hedge(source, rng, others):
    _, window, i = source.middle(rng, lambda w, _, __: w in HEDGES)
    return replaced(window, i)


def own_word(source, rng, others):
    window = source.excerpt(rng)[1]
    i = rng.randrange(3, len(window) - 2)
    return window[:i] + [rng.choice(["clearly", "deliberately", "notoriously", "recklessly"])] + window[i:]


def own_phrase(source, rng, others):
    window = source.excerpt(rng, 12, 20)[1]
    i = rng.randrange(5, len(window) - 5)
    return window[:i] + rng.choice(FILLERS).split() + window[i:]


def two_speakers(source, rng, others):
    lines = re.compile(r"[“\"]([^“”\"]{30,90})[”\"]$")
    opening = re.compile(r"^[“\"]([^“”\"]{30,90})[”\"]")
    for _ in range(2000):
        i = rng.randrange(len(source.paragraphs) - 1)
        a, b = lines.search(source.paragraphs[i]), opening.match(source.paragraphs[i + 1])
        if a and b and not re.search(r"[\[_…*]", a[1] + b[1]):
            return (a[1] + " " + b[1]).split()
    raise LookupError


def condition(source, rng, others):
    _, window, i = source.middle(rng, lambda w, s, k: w in ("if", "unless") and s[k - 1][-1] == "," and
                                 any(x[-1] == "," for x in s[k + 2:k + 8]) and k > 6, 18, 26)
    end = next(k for k in range(i + 2, len(window)) if window[k][-1] == ",")
    if len(window) - end < 6:
        raise LookupError
    return window[:i] + ["…"] + window[end + 1:]


def far_ellipsis(source, rng, others):
    at, window = source.excerpt(rng)
    rest = source.words[at + 1200:at + 1400]
    for i in range(0, 180, 10):
        if all(plain(w) and not re.search("[\0\\[_…]", w) for w in rest[i:i + 9]):
            return window[:9] + ["…"] + rest[i:i + 9]
    raise LookupError


def turned(source, rng, others):
    window = source.excerpt(rng, 18, 24)[1]
    return window[len(window) // 2:] + window[:len(window) // 2]


def bracket_is(source, rng, others):
    _, window, i = source.middle(rng, lambda w, s, k: w == "not" and s[k - 1] in ("is", "was", "are", "were"))
    return window[:i - 1] + [f"[{window[i - 1]}]"] + window[i + 1:]


def transposed(source, rng, others):
    _, window, i = source.middle(rng, lambda w, _, __: len(plain(w)) > 6 and w.isalpha())
    word = window[i]
    k = next((k for k in range(2, len(word) - 1) if word[k] != word[k - 1]), 2)
    return replaced(window, i, word[:k - 1] + word[k] + word[k - 1] + word[k + 1:])


def left_out(many):
    def plant(source, rng, others):
        window = source.excerpt(rng, 18 + many, 20 + many)[1]
        return window[:9] + window[9 + many:]
    return plant


def by_table(table):
    """A word for another one, as a language model gives them that quotes from memory."""
    def plant(source, rng, others):
        _, window, i = source.middle(rng, lambda w, _, __: plain(w) in table)
        new = table[plain(window[i])]
        return replaced(window, i, *([kept_shape(window[i], new)] if new else []))
    return plant


def date(source, rng, others):
    """Another month or day, or another year."""
    known = lambda w: w.strip(".,;") in MONTHS + DAYS or re.fullmatch(r"1[5-9]\d\d[.,;]?", w)
    _, window, i = source.middle(rng, lambda w, _, __: known(w))
    old = window[i].strip(".,;")
    new = str(int(old) + 1) if old.isdigit() else rng.choice([n for n in (MONTHS if old in MONTHS else DAYS) if n != old])
    return replaced(window, i, window[i].replace(old, new))


def invented(tail):
    """A true beginning that goes on in words from elsewhere, or the other way round."""
    def plant(source, rng, others):
        true, false = source.excerpt(rng, 9, 12)[1], rng.choice(others).excerpt(rng, 5, 6)[1]
        return true + false if tail else false + true
    return plant


def not_put_in(source, rng, others):
    verbs = ("is", "was", "are", "were", "could", "would", "had", "will", "must", "should")
    _, window, i = source.middle(rng, lambda w, _, __: w in verbs)
    return window[:i + 1] + ["not"] + window[i + 1:]


def sentence_left_out(source, rng, others):
    def ends(window):
        return [i for i in range(7, len(window) - 7) if window[i][-1] in ".!?" and not re.match(r"(Mr|Mrs|Dr|St|[A-Z])\.", window[i])]
    for _ in range(2000):
        window = source.excerpt(rng, 26, 40)[1]
        pairs = [(a, b) for a in ends(window) for b in ends(window) if b - a >= 4]
        if pairs:
            a, b = rng.choice(pairs)
            return window[:a + 1] + window[b + 1:]
    raise LookupError


def put_in(words):
    def plant(source, rng, others):
        window = source.excerpt(rng)[1]
        i = rng.randrange(4, len(window) - 3)
        return window[:i] + words.split() + window[i:]
    return plant


def emphasis(source, rng, others):
    window = source.excerpt(rng)[1]
    i, sign = rng.randrange(3, len(window) - 3), rng.choice(["*", "_", "**"])
    return replaced(window, i, re.sub(r"(\w[\w’'-]*)", lambda m: sign + m[1] + sign, window[i], count=1))


def four_in_ten(source, rng, others):
    window = source.excerpt(rng, 12, 20)[1]
    for i in rng.sample(range(len(window)), round(.4 * len(window))):
        window = replaced(window, i, plain(rng.choice(rng.choice(others).words)) or "word")
    return window


def over_sentences(source, rng, others):
    at, window = source.excerpt(rng, 9, 12, lambda w: w[-1][-1] == ".")
    for size in range(4, 40):
        rest = source.words[at + len(window) + size:at + len(window) + size + 9]
        skipped = source.words[at + len(window):at + len(window) + size]
        if skipped[-1][-1] == "." and all(plain(w) and not re.search("[\0\\[_…]", w) for w in rest + skipped):
            return window + ["…"] + rest
    raise LookupError


def other_clause(source, rng, others):
    """An ellipsis over a clause of its own that has a not."""
    def fits(w, s, k):
        left = [j for j in range(k - 5, k) if j > 7 and s[j][-1] in ".;"]
        right = [j for j in range(k, k + 8) if j < len(s) - 8 and s[j][-1] in ".;"]
        return w == "not" and left and right
    _, s, k = source.middle(rng, fits, 24, 34)
    start = max(j for j in range(k - 5, k) if j > 7 and s[j][-1] in ".;") + 1
    end = min(j for j in range(k, k + 8) if j < len(s) - 8 and s[j][-1] in ".;") + 1
    return s[:start] + ["…"] + s[end:] if end - start > 3 else other_clause(source, rng, others)


def narrator(source, rng, others):
    said = re.compile(r"[“\"]([^“”\"]{30,80})[,!?][”\"] (?:said|cried|asked|replied) \w+(?: \w+)?[,.] [“\"]([^“”\"]{30,80})[”\"]")
    for _ in range(2000):
        match = said.search(rng.choice(source.paragraphs))
        if match and not re.search(r"[\[_…*]", match[0]):
            return (match[1] + ", " + match[2]).split()
    raise LookupError


def capital(source, rng, others):
    window = source.excerpt(rng, 9, 18, lambda w: w[0][0].isalpha() and len(w[0]) > 1)[1]
    return [f"[{window[0][0].swapcase()}]{window[0][1:]}"] + window[1:]


def marks(source, rng, others):
    window = [w.replace("--", "—") for w in source.excerpt(rng, 9, 18)[1]]
    return [window[0].upper()] + window[1:-1] + [re.sub(r"\W+$", "", window[-1]) + "."]


def comma(source, rng, others):
    _, window, i = source.middle(rng, lambda w, _, __: w[-1] == ",")
    return replaced(window, i, window[i][:-1])


def short(low, high):
    return lambda source, rng, others: source.excerpt(rng, low, high, lambda w: sum(len(plain(x)) > 5 for x in w) >= 2)[1]


def whole(source, rng, others):
    return source.excerpt(rng)[1]


def wrong_and_altered(source, rng, others):
    window = source.excerpt(rng, 12, 20)[1]
    return replaced(window, 5, plain(rng.choice(rng.choice(others).words)) or "word")


KINDS = (  # kind, how it is planted, what is right, what has to be touched, where the words come from
    ("name exchanged", name, ("altered",), "name", "source"), ("antonym", antonym, ("altered",), None, "source"),
    ("hedge dropped", hedge, ("altered",), None, "source"), ("own word put in", own_word, ("altered",), None, "source"),
    ("own phrase put in", own_phrase, ("altered",), None, "source"),
    ("two speakers joined", two_speakers, ("spliced",), None, "source"),
    ("condition skipped", condition, ("spliced",), "condition", "source"),
    ("ellipsis over 1,200 words", far_ellipsis, ("spliced",), None, "source"),
    ("halves turned", turned, ("spliced",), None, "source"), ("[is] for is not", bracket_is, ("spliced", "altered"), "negation", "source"),
    ("letters transposed", transposed, ("altered",), None, "source"), ("3 words left out", left_out(3), ("altered",), None, "source"),
    ("15 words left out", left_out(15), ("spliced",), None, "source"),
    ("four words in ten", four_in_ten, ("altered", "not found"), None, "source"),
    ("of another and altered", wrong_and_altered, ("misattributed",), None, "wrong"),
    ("another number", by_table(NUMBERS), ("altered",), "number", "source"), ("another date", date, ("altered",), None, "source"),
    ("another quantity", by_table(QUANTITIES), ("altered",), "quantity", "source"),
    ("denial turned", by_table(DENIALS), ("altered",), "negation", "source"), ("not put in", not_put_in, ("altered",), "negation", "source"),
    ("synonym", by_table(SYNONYMS), ("altered",), None, "source"), ("he for I", by_table(PRONOUNS), ("altered",), None, "source"),
    ("another tense", by_table(TENSES), ("altered",), None, "source"), ("tail invented", invented(True), ("altered", "spliced"), None, "source"),
    ("head invented", invented(False), ("altered", "spliced"), None, "source"),
    ("sentence left out", sentence_left_out, ("spliced",), None, "source"), ("(as we know)", put_in("(as we know)"), ("altered",), None, "source"),
    ("[sic], [a gloss]", put_in("[sic] [his brother]"), TRUE, None, "source"), ("emphasis added", emphasis, TRUE, None, "source"),
    ("ellipsis over sentences", over_sentences, ("verbatim",), None, "source"),
    ("ellipsis over another not", other_clause, ("verbatim",), None, "source"),
    ("he said left out", narrator, TRUE, None, "source"), ("[T]he", capital, ("verbatim",), None, "source"),
    ("final mark, capitals", marks, TRUE, None, "source"), ("comma lost", comma, ("typographic",), None, "source"),
    ("3 or 4 rare words", short(3, 4), ("verbatim",), None, "source"), ("misread at 1 %", whole, TRUE, None, "1"),
    ("misread at 3 %", whole, TRUE, None, "3"), ("misread and altered", antonym, ("altered", "not found"), None, "1"),
    ("absent, 3 or 4 words", short(3, 4), ("not found",), None, "absent"),
    ("absent, 5 to 8 words", short(5, 8), ("not found",), None, "absent"),
    ("absent, 9 to 20 words", whole, ("not found",), None, "absent"),
)


def misread(text, share, rng):
    return "".join(SIGNS.get(c, "e") if c.isalpha() and rng.random() < share else c for c in text)


def judge(program, account, sources):
    run = subprocess.run([program, "check", "--json", account, "--against", *sources], capture_output=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr.decode(errors="replace"))
    return json.loads(run.stdout)["quotations"]


def plant(kind, how, origin, options, pools, rng):
    """An account with quotations of a kind: its text, and where they stand."""
    text, spans = "", []
    for _ in range(4 * options.count):
        if len(spans) == options.count:
            break
        source = rng.choice(pools["absent" if origin == "absent" else "source"])
        cited = rng.choice([s for s in pools["source"] if s is not source])
        try:
            window = how(source, rng, pools["source"])
        except LookupError:
            continue
        text += "As it was put then: “"
        spans.append((len(text), len(text) + len(" ".join(window))))
        title = cited.title if origin in ("absent", "wrong") else source.title
        text += " ".join(window) + f"” ({title}).\n\n"
    return text, spans


def main():
    parse = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parse.add_argument("program")
    parse.add_argument("sources", nargs="+")
    parse.add_argument("--absent", nargs="+", required=True)
    parse.add_argument("--count", type=int, default=80)
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--show")
    options = parse.parse_args()
    pools = {"source": [Source(p) for p in options.sources], "absent": [Source(p) for p in options.absent]}
    for kind, how, right, touch, origin in KINDS:
        if options.show and kind != options.show:
            continue
        rng = random.Random(f"{options.seed} {kind}")
        with tempfile.TemporaryDirectory() as folder:
            paths = options.sources
            if origin in "13":
                paths = [os.path.join(folder, os.path.basename(s.path)) for s in pools["source"]]
                for path, source in zip(paths, pools["source"]):
                    with open(path, "w", encoding="utf-8", newline="") as file:
                        file.write(misread(source.text, int(origin) / 100, rng))
            text, spans = plant(kind, how, origin, options, pools, rng)
            account = os.path.join(folder, "account.txt")
            with open(account, "w", encoding="utf-8") as file:
                file.write(text)
            found = judge(options.program, account, paths)
        if not spans:
            print(f"{kind:27}   -    none fits")
            continue
        counts, named, fair = collections.Counter(), 0, 0
        for start, end in spans:
            hit = next((q for q in found if min(end, q["span"]["end"]) - max(start, q["span"]["start"]) >= .8 * (end - start)), None)
            status = hit["status"] if hit else "not seen"
            counts[status] += 1
            fair += status in right
            changes = [c for s in hit["sources"] for c in s["changes"]] if hit else []
            named += any(touch in c["touches"] for c in changes)
            if options.show and status not in right:
                print(f"--- {status}: {text[start:end]}")
                for change in changes:
                    print("   ", change["kind"], change["text"], change["touches"], change.get("reason"))
        note = f"; {touch} named in {named}" if touch else ""
        print(f"{kind:27} {fair / len(spans):5.3f}  {dict(counts.most_common())}{note}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
