#pragma once

#include <functional>
#include <string>

/// Runs `work` in a forked process and gives what it returned; what it threw comes as "threw: …".
/// For what a process cannot undo: another user, another view of the file systems. No ledger may
/// be open here that it uses.
std::string in_child(const std::function<std::string()>& work);

/// The same as a user without rights, also when the tests run as root.
std::string as_nobody(const std::function<std::string()>& work);

/// Gives `work` a file system of its own of so many bytes at `folder`, which nobody else sees and
/// which is gone afterwards. Not without root's rights: false, with the reason printed once.
bool may_mount();
std::string with_small_disk(
    const std::string& folder, std::size_t bytes, const std::function<std::string()>& work
);
