#pragma once

#include "client/entities.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// How large a call gets, known before its body is made: what decides how many runs go in one.
namespace client {

/// Bytes that a run takes of its call's body, without its files. Never less than it takes; more by
/// some bytes, as its instance id need not be known yet.
std::size_t wire_size(const NewRun& run);

/// Bytes that a file of `content` bytes adds to its run, base64 counted.
std::size_t wire_size_of_file(std::string_view filename, std::uint64_t content);

/// Bytes that a text adds to the object that it is a member of; an empty one is not sent.
std::size_t wire_size_of_text(std::string_view name, std::string_view text);

/// Bytes that a call's body has around its runs.
constexpr std::size_t wire_size_of_frame = 16;

}  // namespace client
