package dev.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx on an instance: ends TLS 1.3 with an EC P-256 certificate, as Postern does, and proxies over kept connections to the services'
 * names, which lead through the subnet's gateway endpoints to the same engines without TLS. Set up for speed: no log, no temporary files.
 */
final class Nginx {
  private static final String CONFIGURATION =
      """
      user root;
      daemon off;
      worker_processes %d;
      pid FOLDER/nginx.pid;
      error_log FOLDER/error.log;
      events { worker_connections 1024; }
      http {
        access_log off;
        tcp_nodelay on;
        keepalive_requests 100000000;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        upstream s3 { server s3.REGION.amazonaws.com:80; keepalive 64; keepalive_requests 100000000; }
        upstream dynamodb { server dynamodb.REGION.amazonaws.com:80; keepalive 64; keepalive_requests 100000000; }
        map $http_host $engine { default s3; dynamodb.REGION.amazonaws.com dynamodb; }
        server {
          listen 443 ssl;
          ssl_certificate FOLDER/certificate.pem;
          ssl_certificate_key FOLDER/key.pem;
          ssl_protocols TLSv1.3;
          ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
          location / {
            proxy_pass http://$engine;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_buffers 16 64k;
            proxy_buffer_size 64k;
            proxy_busy_buffers_size 256k;
            proxy_max_temp_file_size 0;
          }
        }
      }
      """;

  private Nginx() {}

  /** Returns when it answers; it ends with the cloud. */
  static void start(RunningCloud cloud, String instance, Path folder) throws IOException, InterruptedException {
    certificate(folder);
    Path configuration = folder.resolve("nginx.conf");
    String text = CONFIGURATION.formatted(Runtime.getRuntime().availableProcessors());
    Files.writeString(configuration, text.replace("FOLDER", folder.toString()).replace("REGION", Network.REGION));
    Process nginx = cloud.start("exec", instance, "--", "nginx", "-e", folder.resolve("error.log").toString(), "-c", configuration.toString());
    cloud.run("exec", instance, "--", "curl", "-ks", "--retry", "50", "--retry-delay", "0", "--retry-connrefused", "-o", "/dev/null", "https://127.0.0.1/");
    if (!nginx.isAlive()) {
      throw new IllegalStateException("nginx ended: " + Files.readString(folder.resolve("error.log")));
    }
  }

  private static void certificate(Path folder) throws IOException, InterruptedException {
    List<String> words =
        List.of(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=nginx",
            "-keyout", "key.pem", "-out", "certificate.pem");
    Process openssl = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(openssl.getInputStream().readAllBytes());
    if (openssl.waitFor() != 0) {
      throw new IllegalStateException("openssl: " + output);
    }
  }
}
