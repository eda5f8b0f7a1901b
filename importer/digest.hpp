#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace importer {

/// SHA-256 over a list of values; each is told from the next, so that "ab","c" is not "a","bc".
class Digest {
public:
  Digest();

  void add(std::string_view text);
  void add(std::int64_t number);

  /// Nothing may be added any more.
  std::uint64_t first_64_bits();
  std::string hexadecimal();

private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  void add_bytes(const unsigned char* bytes, std::size_t size);
  void flush();
  std::string finish();

  std::unique_ptr<evp_md_ctx_st, Free> context_;
  /// Gathered, as OpenSSL takes longer to be called than to digest a few bytes.
  std::array<unsigned char, 256> gathered_;
  std::size_t size_ = 0;
};

}  // namespace importer
