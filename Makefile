# SPDX-License-Identifier: Apache-2.0
# A thin cover over Meson; CONTRIBUTING.md says what each target is for.
BUILD ?= build
PREFIX ?= /usr/local
DESTDIR ?=
LIBDIR ?= $(shell tools/library-folder)
FUZZ_SECONDS ?= 600

all: need-build $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet almost

$(BUILD)/build.ninja:
	meson setup $(BUILD)

# The command, the libraries, the manuals, and all that tests need.
whole: need-build $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet

need-%:
	@tools/install-dependencies $*

# Is that what happened? The shipped example, and what to try next.
run: all
	@cd examples && ../$(BUILD)/almost --no-pager happened.txt dreamed.txt; test $$? -le 1
	@printf '\nTry next:\n'
	@printf '  %s\n' '$(BUILD)/almost --side examples/happened.txt examples/dreamed.txt' \
		'$(BUILD)/almost --patch -o dream.patch examples/happened.txt examples/dreamed.txt' \
		'$(BUILD)/almost apply --touching negation,number dream.patch examples/happened.txt'

test: need-test whole
	@tools/run-tests $(BUILD) --no-suite long

# What takes longer than one waits for: more pairs of the oracle, long replays.
test-long: need-long need-spark whole
	@tools/run-tests $(BUILD) --suite long

# What takes less than half of the time, built by clang with warnings as errors.
test-clang: need-clang
	tools/with-clang

# The pictures of README, with Chromium.
screenshots: need-test all
	@python3 tests/page/screenshots.py $(BUILD)/almost doc/pictures

# The Python package, in an environment of its own in build/python.
python: all
	@tools/python-package $(BUILD)

# The package for Apache Spark, in an environment of its own in build/spark, and its tests on a session of two cores.
spark: need-spark all
	@tools/spark-package $(BUILD) test

# almost for browsers and Node, by emscripten: the npm package in bindings/npm/dist, and the page as one file.
npm:
	@tools/npm-package $(BUILD) package

page:
	@tools/npm-package $(BUILD) page

install: whole
	@tools/install '$(BUILD)' '$(PREFIX)' '$(LIBDIR)' $(if $(DESTDIR),'$(abspath $(DESTDIR))')

# The sources of HEAD in an archive, in build/dist: the same bytes whoever makes it.
dist:
	@tools/make-dist '$(BUILD)/dist'

# Debian's packages of HEAD, in build/debian.
deb: need-deb
	@tools/make-deb '$(BUILD)/debian'

bench: need-bench all
	@bench/run $(BUILD)/almost

# What text reuse is measured beside and no distribution has, in build/peers.
bench-peers:
	@tools/bench-peers $(BUILD)

# The whole suite under the address, undefined and thread sanitizers.
sanitize: need-test
	tools/sanitize address,undefined
	tools/sanitize thread

# The suite as on a machine without SSE2, as on one without ICU, libstemmer and CLD2, and built without ICU.
variants: need-test
	tools/variant simd
	tools/variant icu
	tools/variant lazy_libraries

fuzz: need-fuzz
	fuzz/run $(FUZZ_SECONDS)

clean:
	rm -rf $(BUILD) build-clang build-sanitize-* build-without-* build-elsewhere-* build-fuzz

.NOTPARALLEL:
.PHONY: all whole run test test-long test-clang screenshots python spark npm page install dist deb bench bench-peers sanitize variants fuzz clean
