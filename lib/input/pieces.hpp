#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "input/object_text.hpp"

namespace invmon::input {

/// Takes lines that a program printed out of those that a container runtime made of them: Docker's json-file driver
/// (`{"log":"TEXT\n","stream":"stdout","time":"..."}`), and CRI (`TIME stdout F TEXT`). Both cut long lines into pieces.
class PieceJoiner {
 public:
  /// `max_line`: pieces of one line that together take more bytes are not joined.
  explicit PieceJoiner(std::size_t max_line) : max_line_(max_line) {}

  /// False if the line is of neither kind. Else `out` gets what can be said by now, each line ended by LF: the object that was
  /// printed, with the members of its wrapping behind its own; or, where it was no object, the lines as they were.
  bool add(std::string_view line, std::string& out);

  /// Appends lines that wait for a piece to come, as they were or, if they are an object already, as that.
  void flush(std::string& out);

 private:
  struct Piece {
    bool to_stderr = false;
    bool more = false;  ///< the line goes on in the stream's next piece
    std::string text;
    std::string members;  ///< what belongs to the line besides its text, as JSON members
  };

  /// Pieces of one line.
  struct Held {
    std::string lines;  ///< as they were
    std::string text;
    std::string members;  ///< of the first
    std::size_t pieces = 0;
  };

  bool read_docker(std::string_view line);
  bool take_member(const ObjectText::Member& member);
  bool read_text(std::string_view quoted);
  bool read_cri(std::string_view line);
  void join(std::string_view line, std::string& out);
  bool append_object(const Held& held, std::string& out);
  void release(Held& held, std::string& out);

  std::size_t max_line_;
  Piece piece_;               ///< read last
  std::array<Held, 2> held_;  ///< of stdout and of stderr
  ObjectText wrapping_;       ///< the line
  ObjectText object_;         ///< in its text
  PaddedCopy quoted_;
  simdjson::ondemand::parser parser_;
};

}  // namespace invmon::input
