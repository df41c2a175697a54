#pragma once

#include <string>
#include <utility>
#include <variant>

namespace invmon {

/// What went wrong, in the classes that the exit status tells apart.
enum class ErrorKind {
  usage,          ///< a flag or argument: exit 2
  configuration,  ///< a profile, an expression or another file of settings: exit 2
  input,          ///< input could not be read or holds no usable record: exit 3
  output,         ///< a result could not be written: exit 3
};

/// A failure told as data: where it happened, what it is, and what to do about it.
struct Error {
  ErrorKind kind = ErrorKind::usage;
  std::string where;  ///< "profile.yaml:12:9", a path, a flag; may be empty
  std::string what;   ///< one clause without a full stop
  std::string hint;   ///< what to do, e.g. "did you mean 'warehouse'?"; may be empty
};

/// "where: what (hint)", leaving out the parts that are empty.
std::string to_string(const Error& error);

/// A value of type T or the Error that kept it from being made. T must not be Error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }

  /// Requires that the result holds a value.
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }

  /// Requires that the result holds an error.
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), failed_(true) {}

  explicit operator bool() const { return !failed_; }

  /// Requires that the result holds an error.
  const Error& error() const { return error_; }

 private:
  Error error_;
  bool failed_ = false;
};

}  // namespace invmon
