#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mails: where one begins, which part is read, how bytes are written, headers that lie."""
import base64

import packages
from packages import Reading

HEAD = "From: {}\nDate: Mon, 1 Jan 2024 10:00:00 +0000\nMessage-ID: <1@example.org>\nSubject: {}\n"


def mail(body, headers="", sender='"Ann Lee" <ann@example.org>', subject="Hello"):
    return HEAD.format(sender, subject) + headers + "\n" + body


def multipart(kind, *parts, boundary="b=1"):
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; charset=x;\n boundary="{boundary}"\n\nno\n{inside}--{boundary}--\nno\n'


def part(kind, body, headers=""):
    return f"Content-Type: {kind}\n{headers}\n{body}"


class Mails(Reading):
    def test_one(self):
        content = mail("One\n two.\n\n> three\n>From four")
        self.assertEqual(self.read(content), "One\ntwo.\n\n> three\nFrom four")
        self.assertIn("[time Mon, 1 Jan 2024 10:00:00 +0000] [speaker Ann Lee] [part Hello] One",
                      self.read(content, "--places"))
        self.assertEqual(self.read("Subject: x\n\nBody: text", name="a.eml"), "Body: text")
        self.assertEqual(self.read("Subject: x\n\nBody: text"), "Subject: x\n\nBody: text")

    def test_many(self):
        box = ("From ann@example.org Mon Jan  1 10:00:00 2024\n" + mail("One.\n>From two.\nFrom time to time\n\n")
               + "From - \n" + mail("Three.\n\nFrom here\nfive\n", subject="Next").replace("\n", "\r\n"))
        self.assertEqual(self.read(box), "One.\nFrom two.\nFrom time to time\n\nThree.\n\nFrom here\nfive")
        self.assertIn("[part Next] Three.", self.read(box, "--places"))
        self.assertEqual(self.read("From time to time\n\nhe came."), "From time to time\n\nhe came.")

    def test_headers(self):
        content = mail("x", sender="=?utf-8?Q?J=C3=B6rg_?=\n =?iso-8859-1?B?" + base64.b64encode(b"M\xfcller").decode()
                       + "?= <j@example.org>", subject="a\n\tb =?x")
        self.assertIn("[speaker Jörg Müller] [part a b =?x] x", self.read(content, "--places"))
        self.assertIn("[part 1] x", self.read("From: \nTo:x\nMessage-ID: <1>\n\nx", "--places"))


class Parts(Reading):
    def test_alternatives(self):
        plain, html = part("text/plain", "Plain."), part("text/html", "<p>no</p>")
        for parts in ((plain, html), (html, plain)):
            self.assertEqual(self.read(mail("", "").rstrip("\n") + "\n" + multipart("alternative", *parts)), "Plain.")

    def test_nested(self):
        inner = multipart("alternative", part("text/plain", "One."), part("text/html", "no"), boundary="c")
        content = HEAD.format("x", "y") + multipart(
            "mixed", inner, part("image/png", "no"), part("text/plain", "no", "Content-Disposition: attachment\n"),
            "\nTwo.", part("message/rfc822", mail("no")))
        self.assertEqual(self.read(content), "One.\n\nTwo.")

    def test_digest(self):
        """Its parts are mails, which they need not say; a mail that is nothing but another one is that one."""
        digest = multipart("digest", "\n" + mail("One."), part("message/rfc822", mail("Two.")), part("text/plain", "End."))
        self.assertEqual(self.read(HEAD.format("x", "y") + digest), "One.\n\nTwo.\n\nEnd.")
        self.assertEqual(self.read(HEAD.format("x", "y") + part("message/rfc822", mail("All of it."))), "All of it.")

    def test_attachments_are_said(self):
        self.write("b.txt", "One.\n")
        for kind, said in (("application/pdf", True), ("message/rfc822", True), ("image/png", False), ("text/html", False)):
            content = HEAD.format("x", "y") + multipart("mixed", multipart("alternative", "\nOne.", part("text/html", "no"), boundary="c"),
                                                        part(kind, mail("no")) if kind != "text/html" else "\n")
            self.write("a.eml", content)
            self.assertEqual(b"left out of a.eml: attachments\n" in self.run_program("a.eml", "b.txt").out, said, kind)

    def test_byte_order_mark(self):
        self.assertEqual(self.read("\ufeff" + mail("One.")), "One.")
        self.assertEqual(self.read("\ufeffFrom a@b Mon Jan  1 00:00:00 2024\nSubject: s\n\nOne.\n"), "One.")

    def test_html_only(self):
        page = "<head><title>no</title></head><p>One &amp; <b>two</b>.<div>Three<br>four."
        self.assertEqual(self.read(HEAD.format("x", "y") + part("text/html", page)), "One & two.\n\nThree\nfour.")
        quoted = part("text/html; charset=iso-8859-1", "<p>Gr=F6=DFe<p>z=\nwei", "Content-Transfer-Encoding: quoted-printable\n")
        self.assertEqual(self.read(HEAD.format("x", "y") + quoted), "Größe\n\nzwei")
        self.assertIn("[speaker x] [part y] Größe", self.read(HEAD.format("x", "y") + quoted, "--places"))

    def test_html_among_others(self):
        html, image = part("text/html", "<p>Page."), part("image/png", "no")
        related = multipart("related", html, image, boundary="r")
        cases = {"Page.": multipart("alternative", html, image),
                 "Page.\n\nFoot.": multipart("mixed", multipart("alternative", related, boundary="a"), "\nFoot."),
                 "Foot.": multipart("mixed", part("text/html", "<p>no", "Content-Disposition: attachment\n"), "\nFoot."),
                 "Plain.": multipart("alternative", related, part("text/plain", "Plain."))}
        for text, content in cases.items():
            with self.subTest(text):
                self.assertEqual(self.read(HEAD.format("x", "y") + content), text)

    def test_how_bytes_are_written(self):
        words = "Größe = \u201ex\u201c, so lang, dass die Zeile umbrochen wird."
        quoted = "".join(f"={byte:02X}" if byte > 126 or byte == 61 else chr(byte) for byte in words.encode())
        quoted = quoted[:30] + "= \n" + quoted[30:] + "=\n\n=zz"
        latin = base64.encodebytes("Größe.\r\nZwei.".encode("iso-8859-15")).decode()
        for encoding, charset, body, text in (
                ("Quoted-Printable", "UTF-8", quoted, words + "\n=zz"),
                ("base64", '"ISO-8859-15"', latin, "Größe.\nZwei."), ("8bit", "utf-8", words, words),
                ("x", "no-such-thing", "plain", "plain"), ("7bit", "us-ascii", "Größe", "Größe")):
            content = mail(body, f"Content-Type: text/plain; charset={charset}\n"
                           f"Content-Transfer-Encoding: {encoding}\n")
            self.assertEqual(self.read(content), text)


class Broken(Reading):
    def test_cut_off_anywhere(self):
        whole = HEAD.format("=?utf-8?Q?x?=", "y") + multipart("mixed", part("text/plain; charset=\"utf-8", "One."))
        for cut in range(len(whole)):
            self.write("a.eml", whole[:cut])
            self.assertEqual(self.run_program("text", "--from", "mail", "a.eml").status, 0)

    def test_deep_and_many(self):
        deep = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(5000))
        self.read(HEAD.format("x", "y") + deep)
        self.read(HEAD.format("x", "y") + multipart("mixed", *["\nx"] * 50000))
        self.read("From - \n" * 50000)
        self.read(mail("x", "X: y\n" * 50000, sender="=?" * 100000))


if __name__ == "__main__":
    packages.main()
