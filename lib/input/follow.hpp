#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "input/byte_stream.hpp"
#include "input/content_mark.hpp"
#include "input/folder_watch.hpp"

namespace invmon::input {

/// Follows files while they grow. A stream is one content: it goes on when its file is renamed, and when the file is copied and
/// then cut short (the copy is read on from where the file was); what a file holds after it was cut short or replaced is another
/// stream. Each byte is given once. Packed files are read once, if they are there at the first look; later ones are taken for
/// rotated ones whose content is known.
class Follower {
 public:
  struct Settings {
    std::vector<std::string> arguments;  ///< as resolve_sources takes them, but what they name may be missing for now
    std::vector<std::string> except;     ///< files that are never read
    std::vector<ContentMark> known;      ///< what an earlier run followed: found again beside its old name, if renamed meanwhile
    std::function<void(const std::string& path, const std::string& note)> warn;  ///< of a file that can't be followed; once each
  };

  explicit Follower(Settings settings);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  /// Looks what is there under which name. To be called at first, when names have changed, and every second or so besides.
  void look();

  /// Streams so far; they are numbered from 0. Those of the first look are in order of their paths, standard input last.
  std::size_t size() const { return streams_.size(); }
  const std::string& path(std::size_t stream) const { return streams_[stream].path; }  ///< "-" for standard input

  /// The next bytes of a stream; nothing if there are none at the moment. They are valid until the next call. What can't be read
  /// is warned of and ends.
  std::string_view read(std::size_t stream);

  /// Whether nothing more comes of a stream.
  bool ended(std::size_t stream) const { return streams_[stream].ended; }

  /// How the contents of those streams for which `wanted` holds can be known again; the last 64 at most.
  std::vector<ContentMark> marks(const std::function<bool(std::size_t stream)>& wanted) const;

  /// Tells of changes; `descriptor` may be waited for.
  FolderWatch& watch() { return watch_; }

 private:
  struct Stream {
    std::string path;                    ///< its present name
    std::string origin;                  ///< the name that it was followed under
    int descriptor = -1;                 ///< of a plain file that is there
    std::unique_ptr<ByteStream> packed;  ///< of a packed file
    std::pair<dev_t, ino_t> file;
    std::uint64_t offset = 0;  ///< of the next byte
    std::string head;          ///< the first bytes, up to kMarkedBytes
    unsigned quiet = 0;        ///< looks since it had a name or gave anything
    bool ended = false;
  };

  void look_at(const std::string& path);
  void follow(const std::string& path, int descriptor, std::pair<dev_t, ino_t> file);
  void find_known();
  bool find_copy(Stream& stream);
  bool go_on_in(Stream& stream, const std::string& path, int descriptor);
  void add_standard_input();
  void split_changed(std::size_t stream);
  void retire_nameless();
  void end(Stream& stream);
  bool warn_once(const std::string& path, const std::string& note);
  std::vector<std::string> paths() const;
  void watch_folders(const std::vector<std::string>& paths);
  std::string_view read_plain(std::size_t stream);
  std::string_view took(Stream& stream, std::size_t count);

  Settings settings_;
  FolderWatch watch_;
  std::deque<Stream> streams_;
  std::set<std::pair<dev_t, ino_t>> seen_;     ///< at the present look
  std::set<std::pair<dev_t, ino_t>> ignored_;  ///< packed files that came later
  std::set<std::string> warned_;
  std::vector<char> buffer_;
  bool first_look_ = true;
};

}  // namespace invmon::input
