#include "client/secret.hpp"

#include <openssl/crypto.h>

#include <utility>

namespace client {

namespace {

void wipe_whole(std::string& text) noexcept {
  // Within its capacity nothing is allocated. A string that was moved from may still hold its text.
  text.resize(text.capacity());
  wipe(text.data(), text.size());
  text.clear();
}

}  // namespace

void wipe(void* memory, std::size_t size) noexcept { OPENSSL_cleanse(memory, size); }

Secret::Secret(std::string&& text) : text_(std::move(text)) { wipe_whole(text); }

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }

Secret& Secret::operator=(Secret other) noexcept {
  text_.swap(other.text_);
  return *this;
}

void Secret::wipe() noexcept { wipe_whole(text_); }

}  // namespace client
