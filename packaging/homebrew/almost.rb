# SPDX-License-Identifier: Apache-2.0
# For a tap. The archive that `make dist` makes holds this file, so that url and sha256 are written there, and not here.
class Almost < Formula
  desc "Compare tellings of the same thing"
  homepage "https://example.org/almost/"
  url "https://example.org/almost/almost-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license all_of: ["Apache-2.0", "HPND", "Unicode-DFS-2016", :cannot_represent]

  depends_on "cmocka" => :build
  depends_on "meson" => :build
  depends_on "ninja" => :build
  depends_on "pkgconf" => :build
  depends_on "expat"
  depends_on "icu4c"
  depends_on "jansson"
  depends_on "libarchive"
  depends_on "libmicrohttpd"
  depends_on "md4c"
  depends_on "poppler"
  depends_on "snowball"
  depends_on "sqlite"
  depends_on "xxhash"
  depends_on "zlib"
  depends_on "zstd"

  def install
    system "meson", "setup", "build", *std_meson_args
    system "meson", "compile", "-C", "build"
    system "meson", "install", "-C", "build"
  end

  test do
    (testpath/"happened.txt").write "I will not be there.\n"
    (testpath/"told.txt").write "I shall be there to-day.\n"
    assert_match "not", shell_output("#{bin}/almost happened.txt told.txt", 1)
    assert_match version.to_s, shell_output("#{bin}/almost --version")
  end
end
