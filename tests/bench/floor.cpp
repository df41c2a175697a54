// What a report can't be faster than, for comparison in the benchmark: `read` sums the bytes of a file, `ondemand` runs
// simdjson's iterate_many over the fields of the inventory-bot profile and keeps nothing but a checksum.
//
//   invmon_floor read|ondemand THREADS FILE
#include <fcntl.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t kBlock = 256 * 1024;
constexpr std::size_t kLongestLine = 16 * 1024;

struct Checksum {
  std::uint64_t records = 0;
  std::uint64_t sum = 0;
};

void read_bytes(std::string_view block, Checksum& checksum) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i + sizeof word <= block.size(); i += sizeof word) {
    std::memcpy(&word, block.data() + i, sizeof word);
    checksum.sum += word;
  }
}

/// The fields in the order of the lines, which is what On-Demand is fastest at.
void read_fields(simdjson::ondemand::parser& parser, std::string_view block, Checksum& checksum) {
  constexpr const char* kStrings[] = {"timestamp", "event", "warehouse"};
  simdjson::ondemand::document_stream documents;
  if (parser.iterate_many(block.data(), block.size(), kBlock + kLongestLine).get(documents)) std::abort();
  for (auto document : documents) {
    simdjson::ondemand::object object;
    if (document.get_object().get(object)) std::abort();
    for (const char* name : kStrings) {
      std::string_view text;
      if (!object.find_field(name).get_string().get(text)) checksum.sum += text.size() + static_cast<unsigned char>(text.front());
    }
    std::int64_t items = 0;
    if (!object.find_field("items").get_int64().get(items)) checksum.sum += static_cast<std::uint64_t>(items);
    double number = 0;
    if (!object.find_field("duration").get_double().get(number)) checksum.sum += static_cast<std::uint64_t>(number * 1000);
    std::string_view outcome;
    if (!object.find_field("outcome").get_string().get(outcome)) checksum.sum += outcome.size();
    std::int64_t retries = 0;
    if (!object.find_field("retries").get_int64().get(retries)) checksum.sum += static_cast<std::uint64_t>(retries);
    if (!object.find_field("cpu_percent").get_double().get(number)) checksum.sum += static_cast<std::uint64_t>(number);
    if (!object.find_field("mem_mb").get_double().get(number)) checksum.sum += static_cast<std::uint64_t>(number);
    ++checksum.records;
  }
}

/// Blocks of whole lines: each begins after the first line end at or after a multiple of kBlock.
void work(int descriptor, std::uint64_t size, bool fields, std::atomic<std::uint64_t>& next, Checksum& checksum) {
  simdjson::ondemand::parser parser;
  parser.threaded = false;
  std::vector<char> buffer(kBlock + kLongestLine + simdjson::SIMDJSON_PADDING);
  for (std::uint64_t start = next.fetch_add(kBlock); start < size; start = next.fetch_add(kBlock)) {
    const auto count = pread(descriptor, buffer.data(), kBlock + kLongestLine, static_cast<off_t>(start));
    if (count <= 0) std::abort();
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
    if (!fields) {
      read_bytes(bytes.substr(0, kBlock), checksum);
      continue;
    }
    const std::size_t begin = start == 0 ? 0 : bytes.find('\n') + 1;
    const std::size_t end = bytes.size() <= kBlock ? bytes.size() : bytes.find('\n', kBlock) + 1;
    if (begin < end) read_fields(parser, bytes.substr(begin, end - begin), checksum);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const bool fields = std::string_view(argv[1]) == "ondemand";
  const auto thread_count = static_cast<std::size_t>(std::atoi(argv[2]));
  const int descriptor = open(argv[3], O_RDONLY);
  struct stat status {};
  if (descriptor < 0 || fstat(descriptor, &status) != 0) return 3;
  std::vector<Checksum> checksums(thread_count);
  std::vector<std::thread> threads;
  std::atomic<std::uint64_t> next = 0;
  for (auto& checksum : checksums) {
    threads.emplace_back([&] { work(descriptor, static_cast<std::uint64_t>(status.st_size), fields, next, checksum); });
  }
  for (auto& thread : threads) thread.join();
  Checksum total;
  for (const auto& checksum : checksums) {
    total.records += checksum.records;
    total.sum += checksum.sum;
  }
  std::printf("%llu records, checksum %llu\n", static_cast<unsigned long long>(total.records),
              static_cast<unsigned long long>(total.sum));
  return 0;
}
