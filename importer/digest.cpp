#include "importer/digest.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace importer {

namespace {

// Fetched once: looking an algorithm up costs more than digesting a result with it.
const EVP_MD* sha256() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
      EVP_MD_fetch(nullptr, "SHA2-256", nullptr), &EVP_MD_free
  );
  return algorithm.get();
}

void require(bool worked) {
  if (!worked) {
    throw std::runtime_error("OpenSSL offers no SHA-256");
  }
}

}  // namespace

void Digest::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Digest::Digest() : context_(EVP_MD_CTX_new()) {
  require(context_ && EVP_DigestInit_ex2(context_.get(), sha256(), nullptr) == 1);
}

void Digest::add(std::string_view text) {
  add(static_cast<std::int64_t>(text.size()));
  add_bytes(reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

void Digest::add(std::int64_t number) {
  // Byte by byte, so that every machine digests the same.
  std::array<unsigned char, 8> bytes{};
  auto left = static_cast<std::uint64_t>(number);
  for (auto& byte : bytes) {
    byte = static_cast<unsigned char>(left & 0xffU);
    left >>= 8U;
  }
  add_bytes(bytes.data(), bytes.size());
}

void Digest::add_bytes(const unsigned char* bytes, std::size_t size) {
  if (size > gathered_.size() - size_) {
    flush();
  }
  if (size > gathered_.size()) {
    require(EVP_DigestUpdate(context_.get(), bytes, size) == 1);
    return;
  }
  std::copy_n(bytes, size, gathered_.begin() + static_cast<std::ptrdiff_t>(size_));
  size_ += size;
}

void Digest::flush() {
  require(EVP_DigestUpdate(context_.get(), gathered_.data(), size_) == 1);
  size_ = 0;
}

std::string Digest::finish() {
  flush();
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  require(EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) == 1);
  return {bytes.begin(), bytes.begin() + size};
}

std::uint64_t Digest::first_64_bits() {
  std::uint64_t number = 0;
  for (const char byte : finish().substr(0, 8)) {
    number = (number << 8U) | static_cast<unsigned char>(byte);
  }
  return number;
}

std::string Digest::hexadecimal() {
  std::string text;
  for (const char byte : finish()) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

}  // namespace importer
