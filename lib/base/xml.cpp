#include "base/xml.hpp"

#include "base/utf8.hpp"

namespace invmon {

std::string escape_xml(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto character = take_utf8(text);
    switch (character.code) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\t':
        out += "&#9;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        out += character.code < 0x20 || (character.code & 0xFFFE) == 0xFFFE ? kReplacementBytes : character.bytes;
    }
  }
  return out;
}

}  // namespace invmon
