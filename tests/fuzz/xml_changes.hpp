#pragma once

#include "tests/fuzz/arguments.hpp"

namespace fuzz {

/// Of a program that links xml_changes.cpp: libFuzzer then changes its inputs as XML.
const Arguments& arguments_of_program();

}  // namespace fuzz
