-- The box around a region in fewer steps, for every row of a detector pays for it twice: once as image, once as visit.
--
-- The values are those of the function before it, to the last bit, so that indexes made with that one stay right:
-- the same operations on the same numbers, in the same order.

-- A polygon of four vertices, as every detector is, taken without loops and arrays. Sums and extremes run from the
-- first vertex to the last; the first edge is the one from the last vertex to the first.
create function sky.bound_of_four(polygon double precision[])
returns public.cube
language plpgsql immutable strict parallel safe cost 500
as $$
declare
    c1 constant double precision := cosd(polygon[2]);
    c2 constant double precision := cosd(polygon[4]);
    c3 constant double precision := cosd(polygon[6]);
    c4 constant double precision := cosd(polygon[8]);
    x1 constant double precision := c1 * cosd(polygon[1]);
    x2 constant double precision := c2 * cosd(polygon[3]);
    x3 constant double precision := c3 * cosd(polygon[5]);
    x4 constant double precision := c4 * cosd(polygon[7]);
    y1 constant double precision := c1 * sind(polygon[1]);
    y2 constant double precision := c2 * sind(polygon[3]);
    y3 constant double precision := c3 * sind(polygon[5]);
    y4 constant double precision := c4 * sind(polygon[7]);
    z1 constant double precision := sind(polygon[2]);
    z2 constant double precision := sind(polygon[4]);
    z3 constant double precision := sind(polygon[6]);
    z4 constant double precision := sind(polygon[8]);
    x double precision := x1 + x2 + x3 + x4;
    y double precision := y1 + y2 + y3 + y4;
    z double precision := z1 + z2 + z3 + z4;
    c double precision := sqrt(x * x + y * y + z * z);
    reach double precision;
begin
    if c < 1e-3 then
        return public.cube(array[-1.0, -1, -1], array[1.0, 1, 1]);
    end if;
    x := x / c;
    y := y / c;
    z := z / c;
    reach := greatest(
        0,
        power(x1 - x, 2) + power(y1 - y, 2) + power(z1 - z, 2),
        power(x2 - x, 2) + power(y2 - y, 2) + power(z2 - z, 2),
        power(x3 - x, 2) + power(y3 - y, 2) + power(z3 - z, 2),
        power(x4 - x, 2) + power(y4 - y, 2) + power(z4 - z, 2));
    if reach > 1.82 then
        return public.cube(array[-1.0, -1, -1], array[1.0, 1, 1]);
    end if;
    c := greatest(
        0,
        power(x1 - x4, 2) + power(y1 - y4, 2) + power(z1 - z4, 2),
        power(x2 - x1, 2) + power(y2 - y1, 2) + power(z2 - z1, 2),
        power(x3 - x2, 2) + power(y3 - y2, 2) + power(z3 - z2, 2),
        power(x4 - x3, 2) + power(y4 - y3, 2) + power(z4 - z3, 2));
    c := c / 4 / (1 + sqrt(greatest(0, 1 - c / 4))) + 1e-12;
    reach := 1 - reach / 2 - 1e-12;
    return public.cube(
        array[
            case when -x >= reach then -1 else least(x1, x2, x3, x4) - c end,
            case when -y >= reach then -1 else least(y1, y2, y3, y4) - c end,
            case when -z >= reach then -1 else least(z1, z2, z3, z4) - c end],
        array[
            case when x >= reach then 1 else greatest(x1, x2, x3, x4) + c end,
            case when y >= reach then 1 else greatest(y1, y2, y3, y4) + c end,
            case when z >= reach then 1 else greatest(z1, z2, z3, z4) + c end]);
end
$$;

-- The box around a polygon of any number of vertices; see sky.bound.
create function sky.bound_of_many(polygon double precision[])
returns public.cube
language plpgsql immutable strict parallel safe cost 1000
as $$
declare
    n constant integer := sky.check_polygon(polygon);
    c double precision;
    x double precision[];
    y double precision[];
    z double precision[];
    least_x double precision := 1;
    least_y double precision := 1;
    least_z double precision := 1;
    most_x double precision := -1;
    most_y double precision := -1;
    most_z double precision := -1;
    middle_x double precision := 0;
    middle_y double precision := 0;
    middle_z double precision := 0;
    chord double precision := 0;
    reach double precision := 0;
begin
    for i in 1 .. n / 2 loop
        c := cosd(polygon[2 * i]);
        x[i] := c * cosd(polygon[2 * i - 1]);
        y[i] := c * sind(polygon[2 * i - 1]);
        z[i] := sind(polygon[2 * i]);
        middle_x := middle_x + x[i];
        middle_y := middle_y + y[i];
        middle_z := middle_z + z[i];
    end loop;
    c := sqrt(middle_x * middle_x + middle_y * middle_y + middle_z * middle_z);
    if c < 1e-3 then
        return public.cube(array[-1.0, -1, -1], array[1.0, 1, 1]);
    end if;
    middle_x := middle_x / c;
    middle_y := middle_y / c;
    middle_z := middle_z / c;
    x[0] := x[n / 2];
    y[0] := y[n / 2];
    z[0] := z[n / 2];
    for i in 1 .. n / 2 loop
        least_x := least(least_x, x[i]);
        least_y := least(least_y, y[i]);
        least_z := least(least_z, z[i]);
        most_x := greatest(most_x, x[i]);
        most_y := greatest(most_y, y[i]);
        most_z := greatest(most_z, z[i]);
        chord := greatest(chord, power(x[i] - x[i - 1], 2) + power(y[i] - y[i - 1], 2) + power(z[i] - z[i - 1], 2));
        reach := greatest(
            reach, power(x[i] - middle_x, 2) + power(y[i] - middle_y, 2) + power(z[i] - middle_z, 2));
    end loop;
    if reach > 1.82 then
        return public.cube(array[-1.0, -1, -1], array[1.0, 1, 1]);
    end if;
    c := chord / 4 / (1 + sqrt(greatest(0, 1 - chord / 4))) + 1e-12;
    reach := 1 - reach / 2 - 1e-12;
    return public.cube(
        array[
            case when -middle_x >= reach then -1 else least_x - c end,
            case when -middle_y >= reach then -1 else least_y - c end,
            case when -middle_z >= reach then -1 else least_z - c end],
        array[
            case when middle_x >= reach then 1 else most_x + c end,
            case when middle_y >= reach then 1 else most_y + c end,
            case when middle_z >= reach then 1 else most_z + c end]);
end
$$;

create or replace function sky.bound(polygon double precision[])
returns public.cube
language plpgsql immutable strict parallel safe cost 500
as $$
begin
    if sky.check_polygon(polygon) = 8 then
        return sky.bound_of_four(polygon);
    end if;
    return sky.bound_of_many(polygon);
end
$$;
