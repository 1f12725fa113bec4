# SPDX-License-Identifier: Apache-2.0
"""What tests of formats share that a file's name tells: a file is written, `almost text` reads it."""
import packages


class Reading(packages.Reading):
    def run_text(self, *arguments):
        """The status, and what is written, as text."""
        done = self.run_program(*arguments)
        return done.status, done.out.decode(), done.err.decode()

    def read_as(self, name, content, *options):
        """The text that is read from a file of this name and content."""
        return self.read(content, *options, name=name)

    def refused(self, name, content, *options):
        """The one line that says why it is not read."""
        self.write(name, content)
        done = self.run_program("text", *options, name)
        self.assert_trouble(done, name)
        return done.err.decode()


main = packages.main
