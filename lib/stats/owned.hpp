#pragma once

#include <memory>
#include <utility>

namespace invmon::stats {

/// A value on the heap, or none. Copying copies the value.
template <class T>
class Owned {
 public:
  Owned() = default;
  explicit Owned(std::unique_ptr<T> value) : value_(std::move(value)) {}
  Owned(const Owned& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Owned(Owned&&) noexcept = default;
  Owned& operator=(Owned other) noexcept {
    value_.swap(other.value_);
    return *this;
  }
  ~Owned() = default;

  explicit operator bool() const { return value_ != nullptr; }

  /// These require a value.
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace invmon::stats
