#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace invmon::input {

/// A content is told by so many of its first bytes.
inline constexpr std::size_t kMarkedBytes = 1024;

/// How a file's content is known again under another name: by its first bytes, as many as there were.
struct ContentMark {
  std::string path;          ///< under which it was followed
  std::uint64_t length = 0;  ///< bytes, at most kMarkedBytes
  std::string hash;          ///< of those bytes, 16 hex digits

  bool operator==(const ContentMark&) const = default;
};

/// The mark of a content that begins with `head`, at most kMarkedBytes of it.
ContentMark mark_of(const std::string& path, std::string_view head);

/// Whether a content that begins with `head` is the one that was marked.
bool is_marked(std::string_view head, const ContentMark& mark);

/// The first bytes of an open plain file, and of what a file of any packing holds; empty if it can't be read.
std::string head_of(int descriptor);
std::string unpacked_head(const std::string& path);

/// Whether an open file still begins with `head` and has at least `length` bytes.
bool is_intact(int descriptor, std::uint64_t length, std::string_view head);

}  // namespace invmon::input
