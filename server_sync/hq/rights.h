#pragma once

#include <string>
#include <vector>

#include "server_sync/hq/settings.h"

namespace menting::hq {

/// What a request needs. `open`: nobody need sign in. `device`: a branch, which its own route authenticates. `self`:
/// whoever is signed in, about oneself. The others go by roles.
enum class Right { open, device, self, view, quality, operate, administer };

const char* name_of(Right right);
/// Whether somebody who is signed in has it: view has every role, quality quality and administrator, operate operations
/// and administrator, administer administrator alone.
bool may(const User& user, Right right);
/// Names of those that go by roles, for pages.
std::vector<std::string> rights_of(const User& user);

}  // namespace menting::hq
