#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A program that finds none of the libraries which are opened at run time: see tools/variant.

What needs none of them is answered as ever; what does says what is missing and what to install; and
nothing else is lost than what the libraries know.
"""
import command
from command import FORMS, Command

PLAIN = "The ferry left at seven. It was raining. Nobody spoke to us on the deck.\n"
ACCENTS = "Le café était vide. Élodie n’a pas dû attendre.\n"


class Alone(Command):
    """Without ICU, libstemmer, CLD2 and SQLite."""

    def compare(self, original, telling, *options):
        self.write("original", original)
        self.write("telling", telling)
        return self.run_program(*options, "original", "telling")

    def test_plain_texts(self):
        for text in (PLAIN, ACCENTS):
            for form in FORMS:
                self.assertEqual(self.compare(text, text, *form).status, 0)
            done = self.compare(text, text.replace(".", ",", 1) + text, *form)
            self.assertEqual((done.status, done.err), (1, b""))
            self.assert_applies("original", "telling")

    def test_wide_encodings(self):
        for encoding in ("utf-16", "utf-32", "utf-16-be"):
            self.assertEqual(self.compare(ACCENTS, ACCENTS.encode(encoding)).status, 0)

    def test_a_dictionary_is_missing(self):
        done = self.compare("夢を見た。", PLAIN)
        self.assert_trouble(done, "original", "takes ICU", "install libicu")

    def test_an_encoding_is_missing(self):
        done = self.compare(PLAIN, ACCENTS.encode("cp1252"), "--encoding", "windows-1252")
        self.assert_trouble(done, "original", "takes ICU", "install libicu")

    def test_a_guess_is_missing(self):
        """Bytes that are not UTF-8 are kept as they are, and come back."""
        done = self.compare(ACCENTS.encode("cp1252"), ACCENTS.encode("cp1252"))
        self.assertEqual(done.status, 0)
        done = self.compare(ACCENTS.encode("cp1252"), PLAIN)
        self.assertEqual((done.status, done.err), (1, b""))
        self.assert_applies("original", "telling")

    def test_a_stemmer_is_missing(self):
        answer = self.compare("She walked home. " + PLAIN, "She walks home. " + PLAIN, "--json")
        self.assertEqual((answer.status, answer.err), (1, b""))

    def test_a_catalogue_is_missing(self):
        self.assert_trouble(self.run_program("library", "create", "shelf"), "shelf", "SQLite", "install libsqlite3")


if __name__ == "__main__":
    command.main()
