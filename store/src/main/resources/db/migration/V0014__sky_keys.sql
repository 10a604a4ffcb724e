-- Keys by which regions and points are found with operators on bigint. These are built in and leakproof, so PostgreSQL asks their
-- index before row-level security, whoever owns the database; functions on boxes it asks only where a superuser declared them leakproof.
--
-- A key is (class << 40) + pixel: the HEALPix pixel (nested; Górski et al. 2005, ApJ 622, 759) of a point, or of the middle of the
-- circle about all vertices of a region. The class tells how large that circle may be, and the order of the pixel:
--
--   class 0   a point        order 8        class 2   to 0.8 degrees   order 6        class 4   to 12.8 degrees   order 2
--   class 1   to 0.2 degrees order 8        class 3   to 3.2 degrees   order 4
--
-- -2 is a larger region, -1 a key that nobody has computed yet: both may be anywhere. No region, no key (null).
-- The Java class org.platebook.model.pixel.SkyKeys gives the keys at which a query has to look.

-- The pixel that a direction lies in, to order 16.
create function sky.pixel(pixel_order integer, x double precision, y double precision, z double precision)
returns bigint
language plpgsql immutable strict parallel safe cost 100
as $$
declare
    side constant bigint := 1::bigint << pixel_order;
    q double precision := atan2(y, x) / (pi() / 2);
    face bigint;
    east bigint;
    north bigint;
    a bigint;
    b bigint;
    from_pole double precision;
begin
    if z = 'NaN' or q = 'NaN' then
        return -2;
    end if;
    if q < 0 then
        q := q + 4;
    end if;
    if q >= 4 then
        q := 0;
    end if;
    if abs(z) <= 2.0::double precision / 3 then
        a := floor(side * (0.5 + q - z * 0.75))::bigint;
        b := floor(side * (0.5 + q + z * 0.75))::bigint;
        if a >> pixel_order = b >> pixel_order then
            face := 4 + ((a >> pixel_order) & 3);
        elsif a < b then
            face := (a >> pixel_order) & 3;
        else
            face := 8 + ((b >> pixel_order) & 3);
        end if;
        east := b & (side - 1);
        north := side - 1 - (a & (side - 1));
    else
        from_pole := side * sqrt((x * x + y * y) * 3 / (1 + abs(z)));
        a := least(floor((q - floor(q)) * from_pole)::bigint, side - 1);
        b := least(floor((1 - q + floor(q)) * from_pole)::bigint, side - 1);
        face := floor(q)::bigint;
        if z > 0 then
            east := side - 1 - b;
            north := side - 1 - a;
        else
            face := face + 8;
            east := a;
            north := b;
        end if;
    end if;
    east := (east | (east << 8)) & 16711935;
    east := (east | (east << 4)) & 252645135;
    east := (east | (east << 2)) & 858993459;
    east := (east | (east << 1)) & 1431655765;
    north := (north | (north << 8)) & 16711935;
    north := (north | (north << 4)) & 252645135;
    north := (north | (north << 2)) & 858993459;
    north := (north | (north << 1)) & 1431655765;
    return (face << (2 * pixel_order)) | east | (north << 1);
end
$$;

create function sky.point_key(ra double precision, "dec" double precision)
returns bigint
language sql immutable strict parallel safe cost 120
return sky.pixel(8, cosd("dec") * cosd(ra), cosd("dec") * sind(ra), sind("dec"));

-- The key of a polygon of three or more vertices.
create function sky.region_key(polygon double precision[])
returns bigint
language plpgsql immutable strict parallel safe cost 500
as $$
declare
    n constant integer := sky.check_polygon(polygon);
    c double precision;
    x double precision := 0;
    y double precision := 0;
    z double precision := 0;
    nearest double precision := 1;
begin
    for i in 2 .. n by 2 loop
        c := cosd(polygon[i]);
        x := x + c * cosd(polygon[i - 1]);
        y := y + c * sind(polygon[i - 1]);
        z := z + sind(polygon[i]);
    end loop;
    c := sqrt(x * x + y * y + z * z);
    if c < 1e-3 or c = 'NaN' then
        return -2;
    end if;
    x := x / c;
    y := y / c;
    z := z / c;
    for i in 2 .. n by 2 loop
        nearest := least(
            nearest, cosd(polygon[i]) * (x * cosd(polygon[i - 1]) + y * sind(polygon[i - 1])) + z * sind(polygon[i]));
    end loop;
    -- cosines of the radii
    return case
        when nearest >= 0.9999939076577904 then (1::bigint << 40) + sky.pixel(8, x, y, z)
        when nearest >= 0.9999025240093042 then (2::bigint << 40) + sky.pixel(6, x, y, z)
        when nearest >= 0.998440764181981 then (3::bigint << 40) + sky.pixel(4, x, y, z)
        when nearest >= 0.9751493543055633 then (4::bigint << 40) + sky.pixel(2, x, y, z)
        else -2
    end;
end
$$;
