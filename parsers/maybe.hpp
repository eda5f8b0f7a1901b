#pragma once

#include <chrono>
#include <compare>
#include <concepts>
#include <optional>

namespace parsers {

/// The value of a type that stands for "not there".
template <typename T>
struct Spare;

template <typename Rep, typename Period>
struct Spare<std::chrono::duration<Rep, Period>> {
  static constexpr auto none() { return std::chrono::duration<Rep, Period>::min(); }
};

/// A T or nothing in the size of a T, otherwise like std::optional. For what there are as many of
/// as results, where eight bytes each are a tenth of a dense report.
template <typename T>
class Maybe {
public:
  constexpr Maybe() : value_(Spare<T>::none()) {}
  constexpr Maybe(std::nullopt_t) : Maybe() {}
  constexpr Maybe(const T& value) : value_(value) {}
  /// Not implicit, so that the two meet as std::optional where either may stand.
  explicit constexpr Maybe(const std::optional<T>& value)
      : value_(value ? *value : Spare<T>::none()) {}
  /// A template, so that nothing is converted to std::optional first.
  template <std::same_as<std::optional<T>> Optional>
  constexpr Maybe& operator=(const Optional& value) {
    return *this = Maybe(value);
  }

  constexpr operator std::optional<T>() const {
    return has_value() ? std::optional<T>(value_) : std::nullopt;
  }

  constexpr bool has_value() const { return value_ != Spare<T>::none(); }
  explicit constexpr operator bool() const { return has_value(); }
  constexpr const T& operator*() const { return value_; }
  constexpr const T* operator->() const { return &value_; }
  /// Throws std::bad_optional_access when there is none.
  constexpr const T& value() const {
    if (!has_value()) {
      throw std::bad_optional_access();
    }
    return value_;
  }
  constexpr T value_or(T other) const { return has_value() ? value_ : other; }
  constexpr void reset() { value_ = Spare<T>::none(); }

  /// Nothing is less than all else.
  friend constexpr bool operator==(const Maybe&, const Maybe&) = default;
  friend constexpr auto operator<=>(
      const Maybe& left, const T& right
  ) requires std::three_way_comparable<T> {
    return left.value_ <=> right;
  }

private:
  T value_;
};

}  // namespace parsers
