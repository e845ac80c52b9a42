#pragma once

#include <string>
#include <vector>

namespace menting::program {

/// The folder with text/, web/ and images/: beside the build's bin, or share/menting of an installation. Works from any
/// working directory. Throws std::runtime_error when it is not there.
std::string assets_folder();
/// The languages whose texts are in it, Chinese first.
std::vector<std::string> languages_there();
/// The pictures in it; empty where there is no such folder.
std::string pictures_folder();

}  // namespace menting::program
