#include "sandbox/download.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

BOOST_AUTO_TEST_SUITE(download)

namespace {

struct Content {
  std::string bytes;
  std::string type;
};

std::ostream& operator<<(std::ostream& out, const Content& content) { return out << content.bytes; }

const Content contents[] = {
    {"plain\ttext\r\n\x1B[31mred\x1B[0m", "text/plain; charset=utf-8"},
    {"<html><script>alert(1)</script></html>", "text/plain; charset=utf-8"},
    {"<svg onload='alert(1)'/>", "text/plain; charset=utf-8"},
    {"gr\xC3\xBC\xC3\x9F", "text/plain; charset=utf-8"},
    {"", "text/plain; charset=utf-8"},
    {"\x89PNG\r\n\x1A\n...", "image/png"},
    {"\xFF\xD8\xFF\xE0...", "image/jpeg"},
    {"GIF89a\x01", "application/octet-stream"},
    {"gr\xFC\xDF", "application/octet-stream"},
    {std::string("a\0b", 3), "application/octet-stream"},
    {"cut in a letter \xC3", "application/octet-stream"},
    {"PK\x03\x04", "application/octet-stream"},
};

std::string disposition(const std::string& name, const std::string& content = "text") {
  const auto response = sandbox::download(name, content);
  BOOST_TEST_REQUIRE(response.headers.size() == 1);
  BOOST_TEST(response.headers[0].first == "Content-Disposition");
  return response.headers[0].second;
}

}  // namespace

BOOST_DATA_TEST_CASE(the_type_is_what_the_content_plainly_is, contents, content) {
  const auto response = sandbox::download("x.html", content.bytes);
  BOOST_TEST(response.content_type == content.type);
  BOOST_TEST(response.body == content.bytes);
  const bool kept = content.type == "application/octet-stream";
  const auto how = disposition("x.html", content.bytes);
  BOOST_TEST(how.substr(0, how.find(';')) == (kept ? "attachment" : "inline"));
}

BOOST_AUTO_TEST_CASE(a_name_leaves_neither_the_header_nor_the_folder) {
  BOOST_TEST(
      disposition("a\"; filename=\"b.exe") ==
      "inline; filename=\"a__ filename__b.exe\"; "
      "filename*=UTF-8''a%22%3B%20filename%3D%22b.exe"
  );
  for (const auto* name : {"a\r\nSet-Cookie: x=1", "../../etc/passwd", "..\\..\\win.ini", "C:x"}) {
    const auto how = disposition(name);
    BOOST_TEST(how.find_first_of("\r\n/\\:") == std::string::npos, how);
  }
  BOOST_TEST(
      disposition("gr\xC3\xBC\xC3\x9F.txt") ==
      "inline; filename=\"gr____.txt\"; filename*=UTF-8''gr%C3%BC%C3%9F.txt"
  );
  BOOST_TEST(disposition("a\xE2\x80\xAEgpj.exe").find("%E2%80%AE") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
