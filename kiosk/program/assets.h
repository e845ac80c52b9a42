#pragma once

#include <string>

namespace menting::program {

/// The folder with text/ and web/: beside the build's bin, or share/menting of an installation. Works from any working
/// directory. Throws std::runtime_error when it is not there.
std::string assets_folder();

}  // namespace menting::program
