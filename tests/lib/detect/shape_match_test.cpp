#include "detect/shape_match.hpp"

#include <doctest/doctest.h>

#include "detect/choice.hpp"
#include "input/extract.hpp"

namespace invmon::detect {
namespace {

ShapeMatch match_of(const std::string& lines) {
  const auto padded = lines + std::string(input::kPadding, '\0');
  return match_shapes(std::string_view(padded).substr(0, lines.size()));
}

/// The profile that lines are taken for, and what is not certain about it.
std::string taken_for(const std::string& lines) {
  const auto choice = choose(match_of(lines));
  std::string text = choice.profile;
  for (const auto& note : choice.notes) text += "; " + note;
  return text;
}

/// Lines as the programs' documentation shows them.
struct Shape {
  const char* profile;
  const char* line;
};

constexpr Shape kShapes[] = {
    {"caddy",
     R"({"level":"info","ts":1646861401.52,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"127.0.0.1","proto":"HTTP/2.0","method":"GET","host":"localhost","uri":"/"},"bytes_read":0,"duration":0.000929675,"size":10900,"status":200,"resp_headers":{"Server":["Caddy"]}})"},
    {"envoy",
     R"({"start_time":"2024-05-01T10:00:00.123Z","method":"GET","path":"/x","protocol":"HTTP/1.1","response_code":503,"response_flags":"UF","duration":12,"upstream_cluster":"outbound|80||a","authority":"a"})"},
    {"nginx-json",
     R"({"time_iso8601":"2024-05-01T10:00:00+00:00","remote_addr":"1.2.3.4","request":"GET / HTTP/1.1","status":"200","body_bytes_sent":"612","request_time":"0.003","http_user_agent":"curl"})"},
    {"pino-http",
     R"({"level":30,"time":1531171074631,"pid":657,"hostname":"box","req":{"id":1,"method":"GET","url":"/"},"res":{"statusCode":200},"responseTime":11,"msg":"request completed"})"},
    {"pino", R"({"level":30,"time":1531171074631,"pid":657,"hostname":"box","msg":"hello world"})"},
    {"bunyan", R"({"name":"myapp","hostname":"box","pid":40161,"level":30,"msg":"hi","time":"2013-01-04T18:46:23.851Z","v":0})"},
    {"zap",
     R"({"level":"info","ts":1503681924.1,"caller":"main.go:42","msg":"Failed to fetch URL.","url":"http://example.com","attempt":3})"},
    {"zerolog", R"({"level":"debug","time":1516134303,"message":"hello world"})"},
    {"slog", R"({"time":"2022-11-08T15:28:26.000000000-05:00","level":"INFO","msg":"hello","count":3})"},
    {"logrus",
     R"({"animal":"walrus","level":"info","msg":"A group of walrus emerges","size":10,"time":"2014-03-10 19:57:38.562264131 -0400 EDT"})"},
    {"python-json-logger", R"({"asctime":"2025-02-08 12:00:00,123","levelname":"ERROR","name":"app","message":"no"})"},
    {"structlog", R"({"event":"hello","level":"info","timestamp":"2024-05-01T10:00:00Z","key":"value"})"},
    {"ecs", R"({"@timestamp":"2024-05-01T10:00:00.000Z","log.level":"INFO","message":"hi","ecs.version":"1.2.0"})"},
    {"ecs", R"({"@timestamp":"2024-05-01T10:00:00.000Z","log":{"level":"INFO"},"message":"hi","ecs":{"version":"8.0"}})"},
    {"gcp",
     R"({"insertId":"1","logName":"projects/p/logs/l","timestamp":"2024-05-01T10:00:00Z","severity":"ERROR","resource":{"type":"gae_app"},"httpRequest":{"status":500,"latency":"0.123s"}})"},
    {"docker-json-file", R"({"log":"hello\n","stream":"stdout","time":"2021-08-24T09:52:13.1Z"})"},
    {"otlp-json",
     R"({"timeUnixNano":"1544712660300000000","severityNumber":10,"severityText":"Information","body":"Example","resource":{"service.name":"my.service"}})"},
    {"otlp-json",
     R"({"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","name":"span","startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000","kind":2,"resource":{"service.name":"my.service"}})"},
    {"kubernetes-audit",
     R"({"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","stage":"ResponseComplete","requestURI":"/api","verb":"get","user":{"username":"u"},"requestReceivedTimestamp":"2024-05-01T10:00:00.0Z","stageTimestamp":"2024-05-01T10:00:00.1Z"})"},
    {"mongodb",
     R"({"t":{"$date":"2020-05-01T15:16:17.180+00:00"},"s":"I","c":"NETWORK","id":12345,"ctx":"listener","msg":"Listening on"})"},
    {"clef", R"({"@t":"2016-06-07T03:44:57.8532799Z","@mt":"Hello, {User}","User":"alice"})"},
    {"logstash-logback",
     R"({"@timestamp":"2019-11-03T10:15:30.123+01:00","@version":"1","message":"m","logger_name":"org.X","thread_name":"main","level":"INFO","level_value":20000})"},
    {"log4j2",
     R"({"instant":{"epochSecond":1493121664,"nanoOfSecond":118000000},"thread":"main","level":"INFO","loggerName":"HelloWorld","message":"Hello, world!","endOfBatch":false})"},
    {"dotnet-console",
     R"({"Timestamp":"2024-05-01T10:00:00Z","EventId":0,"LogLevel":"Information","Category":"App","Message":"Hi","State":{"Message":"Hi"}})"},
    {"cloudflare",
     R"({"RayID":"3a","ClientRequestMethod":"GET","ClientRequestURI":"/","EdgeStartTimestamp":1506702504433000200,"EdgeEndTimestamp":1506702504461999900,"EdgeResponseStatus":200})"},
    {"suricata",
     R"({"timestamp":"2017-04-07T22:24:37.251547+0100","flow_id":586497171462735,"event_type":"alert","src_ip":"10.0.0.1","dest_ip":"10.0.0.2","proto":"TCP"})"},
    {"zeek",
     R"({"ts":1591367999.305988,"uid":"CMdzit1","id.orig_h":"192.168.4.76","id.orig_p":36844,"id.resp_h":"192.168.4.1","id.resp_p":53,"proto":"udp","duration":0.06,"conn_state":"SF"})"},
    {"postgres",
     R"({"timestamp":"2024-06-27 00:00:07.369 CEST","pid":5,"session_id":"6","error_severity":"LOG","message":"m","backend_type":"autovacuum worker"})"},
    {"inventory-bot",
     R"({"timestamp":"2025-02-08T12:00:00Z","event":"batch_complete","batch_id":"b","warehouse":"WH-01","items":4,"duration":0.1,"outcome":"success"})"},
};

TEST_CASE("each built-in shape is known by a line of it, without a doubt") {
  for (const auto& shape : kShapes) {
    CAPTURE(shape.profile);
    CHECK(taken_for(shape.line) == shape.profile);
  }
}

TEST_CASE("other lines are taken for nothing") {
  CHECK(taken_for("") == "");
  CHECK(taken_for("not JSON\n[1]\n") == "");
  CHECK(taken_for(R"({"a":1})") == "");
  CHECK(taken_for(R"({"level":"info","time":"x"})") == "");
}

TEST_CASE("a prefix before the object does not hide its shape") {
  for (const char* prefix :
       {"web-1  | ", "\t", "<34>1 2003-10-11T22:14:15Z host app - - - ", "2016-10-06T00:17:09.66Z stdout F "}) {
    CAPTURE(prefix);
    CHECK(taken_for(std::string(prefix) + kShapes[0].line) == "caddy");
  }
}

TEST_CASE("lines of several shapes are told apart") {
  const std::string caddy = std::string(kShapes[0].line) + "\n";
  const std::string zerolog = R"({"level":"debug","time":1516134303,"message":"hello world"})"
                              "\n";
  CHECK(taken_for(caddy + caddy + zerolog) == "caddy; 1 of the first 3 lines don't look like caddy: zerolog 1");
  const auto match = match_of(caddy + zerolog + "text\n\n");
  CHECK(match.lines == 4);
  CHECK(match.objects == 2);
}

TEST_CASE("where no shape has half of the lines, none is taken") {
  const std::string zerolog = R"({"level":"debug","time":1516134303,"message":"hello world"})"
                              "\n";
  CHECK(taken_for(zerolog + "{}\n{}\n") == "; 2 of the first 3 lines don't look like zerolog");
}

TEST_CASE("a tie is told") {
  ShapeMatch match;
  match.objects = 2;
  match.candidates = {{"a", 2, 2, 6, 1.0, {}}, {"b", 2, 0, 6, 0.4, {}}};
  CHECK(choose(match).notes == std::vector<std::string>{"the lines look as much like b as like a"});
  match.candidates = {{"a", 2, 2, 6, 0.4, {}}};
  CHECK(choose(match).notes == std::vector<std::string>{"the lines have little of a"});
}

}  // namespace
}  // namespace invmon::detect
