# Runs the PostgreSQL server of a team's demo: sh demo-server.sh FOLDER OWNER [LOGIN]...
# Says "ready", "joined" if it runs already, "missing", or in the server's words what prevents it.
# Each line of its input is a book, for a worker beside the server; the end of its input ends all.
folder=$1 owner=$2; shift 2
bin=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || echo /-/-)")
if [ ! -x "$bin/initdb" ]; then echo missing; exit; fi
if "$bin/pg_isready" -q -h "$folder" -p 5432; then echo joined; cat >/dev/null; exit; fi
data=$folder/data log=$folder/log as=
# It refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    as="setpriv --reuid=postgres --regid=postgres --clear-groups --"; chown postgres "$folder"
fi
cd "$folder"
give_up() { echo "$(tail -1 "$log")"; exit; }
if [ ! -d "$data" ]; then
    rm -rf "$data.new"
    $as "$bin/initdb" -D "$data.new" -A trust -U "$owner" --no-sync --no-instructions -E UTF8 --locale=C.UTF-8 \
        >"$log" 2>&1 || give_up
    {
        for login in "$@"; do echo "CREATE ROLE \"$login\" LOGIN;"; done
        echo "CREATE DATABASE demo TEMPLATE template0;"
    } | $as "$bin/postgres" --single -D "$data.new" postgres >>"$log" 2>&1 || give_up
    mv "$data.new" "$data"
fi
$as "$bin/postgres" -D "$data" -k "$folder" -p 5432 -c listen_addresses= -c unix_socket_permissions=0700 \
    >>"$log" 2>&1 </dev/null &
server=$!
until "$bin/pg_isready" -q -h "$folder" -p 5432; do
    kill -0 $server 2>/dev/null || give_up
    sleep 0.02
done
echo ready
worker=
while read -r book; do
    "$PROGRAM" work --workspace "$book" >>"$folder/worker.log" 2>&1 </dev/null &
    worker=$!
done
if [ -n "$worker" ]; then
    kill -TERM $worker 2>/dev/null
    (sleep 3; kill -KILL $worker 2>/dev/null) &
    wait $worker
fi
kill -INT $server
wait $server
echo ended
